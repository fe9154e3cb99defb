package io.dromedary.dialect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.dialect.ReaderProfile;
import io.dromedary.dialect.TableDescription;
import io.dromedary.dialect.TypePolicies;
import io.dromedary.dialect.TypePolicies.InvalidText;
import io.dromedary.dialect.TypePolicies.Numerics;
import io.dromedary.dialect.TypePolicies.SpecialValues;
import io.dromedary.dialect.TypePolicies.UnknownTypes;
import io.dromedary.parquet.ParquetSchema;
import io.dromedary.table.ColumnType;
import io.dromedary.testing.MarkdownTables;
import io.dromedary.testing.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code docs/types.md} says is so. */
class TypesDocumentTest {
    private static final Path DOCUMENT = Path.of("docs/types.md");
    private static final TestPostgres POSTGRES = TestPostgres.createDatabase();
    private static final Source SOURCE = Source.of(POSTGRES);

    @BeforeAll
    static void createExtensions() {
        POSTGRES.execute(
                "CREATE EXTENSION citext",
                "CREATE EXTENSION ltree",
                "CREATE EXTENSION hstore",
                "CREATE EXTENSION cube",
                "CREATE EXTENSION seg",
                "CREATE EXTENSION intarray",
                "CREATE EXTENSION isn",
                "CREATE EXTENSION btree_gist",
                "CREATE EXTENSION pg_trgm",
                "CREATE TYPE pair AS (a integer, b text)");
    }

    @AfterAll
    static void disconnect() {
        SOURCE.close();
    }

    static List<List<String>> carried() {
        return MarkdownTables.rows(DOCUMENT, "## Types that are carried over");
    }

    static List<List<String>> textForms() {
        return MarkdownTables.rows(DOCUMENT, "## Types that go by their text form");
    }

    static List<List<String>> values() {
        return MarkdownTables.rows(DOCUMENT, "## Values that are refused");
    }

    @Test
    void everyTypeThatIsCarriedOverHasARow() throws SQLException {
        Set<String> documented = new TreeSet<>();
        carried().forEach(row -> documented.add(row.get(1)));
        try (Connection connection = POSTGRES.connect()) {
            assertThat(documented).as("the types in docs/types.md").isEqualTo(SupportedTypes.ruled(connection));
        }
    }

    @ParameterizedTest
    @MethodSource("carried")
    void aTypeThatIsCarriedOverIsWrittenAsDocumented(List<String> row) {
        var column = describe(row.get(0)).columns().get(0);

        assertThat(column.sourceType()).isEqualTo(row.get(0));
        assertThat(ParquetSchema.typeName(column)).isEqualTo(row.get(2));
        assertThat(column.conversion().fidelity().label()).isEqualTo(row.get(3));
    }

    static List<List<String>> made() {
        return MarkdownTables.rows(DOCUMENT, "## Types that are made of others");
    }

    @ParameterizedTest
    @MethodSource("made")
    void aTypeThatIsMadeOfOthersIsWrittenAsDocumented(List<String> row) {
        var column = describe(row.get(0)).columns().get(0);

        assertThat(ParquetSchema.typeName(column)).isEqualTo(row.get(1));
        assertThat(column.conversion().fidelity().label()).isEqualTo("exact");
    }

    @Test
    void anEnumIsWrittenAsDocumented() {
        POSTGRES.execute("CREATE TYPE documented AS ENUM ('a')");

        assertThat(MarkdownTables.lines(DOCUMENT)).anyMatch(line -> line.contains("`BYTE_ARRAY ENUM`"));
        assertThat(ParquetSchema.typeName(describe("documented").columns().get(0)))
                .isEqualTo("BYTE_ARRAY ENUM");
    }

    @ParameterizedTest
    @MethodSource("textForms")
    void aTypeWithoutARuleGoesByItsText(List<String> row) {
        var column = describe(row.get(0)).columns().get(0);

        assertThat(column.sourceType()).isEqualTo(row.get(0));
        assertThat(ParquetSchema.typeName(column)).isEqualTo("BYTE_ARRAY STRING");
        assertThat(column.conversion().fidelity().label()).isEqualTo("text form");
        if (!row.get(2).equals("no values of a table")) {
            POSTGRES.execute("INSERT INTO described VALUES ($_$%s$_$)".formatted(row.get(2)));
            assertThat(SOURCE.read("described")).containsExactly(row.subList(2, 3));
        }
    }

    static List<List<String>> numerics() {
        return MarkdownTables.rows(DOCUMENT, "## Numbers without a size");
    }

    @ParameterizedTest
    @MethodSource("numerics")
    void aNumberWithoutASizeGoesByItsPolicy(List<String> row) {
        Numerics policy = Stream.of(Numerics.Choice.values())
                .filter(choice -> choice.name().equalsIgnoreCase(row.get(0)))
                .findFirst()
                .<Numerics>map(choice -> choice)
                .orElse(new Numerics.Fixed(new ColumnType.Decimal(20, 4)));
        POSTGRES.execute("DROP TABLE IF EXISTS described", "CREATE TABLE described (x numeric, y numeric(50,2))");
        try (Source source = Source.of(
                POSTGRES.settings(),
                new TypePolicies(
                        UnknownTypes.FAIL, policy, SpecialValues.FAIL, InvalidText.FAIL, ReaderProfile.DEFAULT))) {
            assertThat(source.describe("described").columns()).hasSize(2).allSatisfy(column -> {
                assertThat(column.conversion().fidelity().label()).isEqualTo(row.get(2));
                assertThat(row.get(1)).endsWith(ParquetSchema.typeName(column));
            });
        }
    }

    @ParameterizedTest
    @MethodSource("values")
    void aValueThatIsRefusedSaysWhatIsDocumented(List<String> row) {
        POSTGRES.execute(
                "DROP TABLE IF EXISTS value",
                "CREATE TABLE value (x %s)".formatted(row.get(0)),
                "INSERT INTO value VALUES ('%s')".formatted(row.get(1)));

        assertThatThrownBy(() -> SOURCE.read("value")).hasMessage("public.value: column \"x\", row 1: %s", row.get(2));
    }

    private static TableDescription describe(String type) {
        POSTGRES.execute("DROP TABLE IF EXISTS described", "CREATE TABLE described (x %s)".formatted(type));
        return SOURCE.describe("described");
    }
}
