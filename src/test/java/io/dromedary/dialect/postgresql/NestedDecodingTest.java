package io.dromedary.dialect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.dialect.TableDescription;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.parquet.ParquetSchema;
import io.dromedary.table.Column;
import io.dromedary.table.Conversion.Fidelity;
import io.dromedary.testing.TestPostgres;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** Arrays, composites, ranges, intervals and hstore, read from a real server. */
class NestedDecodingTest {
    private static final TestPostgres POSTGRES = TestPostgres.createDatabase();
    private static Source source;

    @BeforeAll
    static void connect() {
        POSTGRES.execute(
                "CREATE EXTENSION hstore",
                "CREATE EXTENSION citext",
                "CREATE TYPE mood AS ENUM ('sad', 'ok')",
                "CREATE DOMAIN percent AS numeric(5,2)",
                "CREATE DOMAIN matrix AS int[][]",
                "CREATE TYPE pair AS (a int, gone int, b text)",
                "ALTER TYPE pair DROP ATTRIBUTE gone",
                "CREATE TYPE deep AS (p pair, list pair[], share percent, m matrix, span int4range)",
                "CREATE TYPE empty AS ()",
                "CREATE TYPE address AS (place inet)");
        source = Source.of(POSTGRES);
    }

    @AfterAll
    static void disconnect() {
        source.close();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "nested-values.csv", delimiter = '|', quoteCharacter = '`')
    void readsWhatIsNested(String type, String value, String parquet, String expected) {
        POSTGRES.execute(
                "DROP TABLE IF EXISTS value",
                "CREATE TABLE value (x " + type + ")",
                "INSERT INTO value VALUES (NULL), ('" + (value == null ? "" : value) + "')",
                "INSERT INTO value SELECT x FROM value CROSS JOIN generate_series(1, 3)");
        Column column = source.describe("value").columns().get(0);

        assertThat(ParquetSchema.typeName(column)).isEqualTo(parquet);
        assertThat(column.conversion().fidelity()).isEqualTo(Fidelity.EXACT);
        assertThat(source.read("value").stream().map(row -> row.get(0)))
                .hasSize(8)
                .startsWith(RowTexts.NULL, expected)
                .satisfies(texts ->
                        assertThat(texts.stream().filter(expected::equals)).hasSize(4));
    }

    @Test
    void readsManyBatchesOfListsOfEveryLength() {
        POSTGRES.execute(
                "CREATE TABLE many AS SELECT i, (SELECT array_agg(n) FROM generate_series(1, i % 40) AS n) AS numbers,"
                        + " (SELECT array_agg(repeat('x', n)) FROM generate_series(1, i % 7) AS n) AS texts"
                        + " FROM generate_series(1, 20000) AS i");
        var rows = source.read("many");
        assertThat(rows).hasSize(20_000);
        for (List<String> row : rows) {
            int i = Integer.parseInt(row.get(0));
            var numbers = IntStream.rangeClosed(1, i % 40).boxed().toList();
            assertThat(row.get(1)).isEqualTo(numbers.isEmpty() ? RowTexts.NULL : numbers.toString());
            var texts = IntStream.rangeClosed(1, i % 7).mapToObj("x"::repeat).toList();
            assertThat(row.get(2)).isEqualTo(texts.isEmpty() ? RowTexts.NULL : texts.toString());
        }
    }

    @Test
    void readsAnArrayLargerThanABatch() {
        POSTGRES.execute(
                "CREATE TABLE large (x int[][])",
                "INSERT INTO large VALUES ('{{1},{2}}')",
                "INSERT INTO large SELECT array_agg(ARRAY[n, -n]) FROM generate_series(1, 300000) AS n",
                "INSERT INTO large VALUES ('{{3}}'), (NULL), ('{}')");
        var rows = source.read("large");
        assertThat(rows.get(0)).containsExactly("[[1], [2]]");
        assertThat(rows.get(1).get(0))
                .hasSizeGreaterThan(3_000_000)
                .startsWith("[[1, -1], [2, -2]")
                .endsWith(", [300000, -300000]]");
        assertThat(rows.subList(2, 5)).containsExactly(List.of("[[3]]"), List.of(RowTexts.NULL), List.of("[]"));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "nested-values-refused.csv", delimiter = '|', quoteCharacter = '`')
    void namesTheRowAndThePartOfAValueThatDoesNotFit(String type, String value, String reason) {
        POSTGRES.execute(
                "DROP TABLE IF EXISTS unfit",
                "CREATE TABLE unfit (id int, \"the x\" " + type + ")",
                "INSERT INTO unfit SELECT i FROM generate_series(1, 16) AS i",
                "INSERT INTO unfit VALUES (17, '" + value + "')");
        assertThatThrownBy(() -> source.read("unfit"))
                .isInstanceOfSatisfying(DromedaryException.class, failure -> assertThat(failure.category())
                        .isEqualTo(FailureCategory.DATA))
                .hasMessage("public.unfit: column \"the x\", row 17: " + reason);
    }

    @Test
    void countsElementsBehindListsWithoutAny() {
        POSTGRES.execute(
                "CREATE TABLE behind (x date[])",
                "INSERT INTO behind VALUES ('{2024-01-01}'), (NULL), ('{}'), ('{}'), ('{NULL,infinity}'), ('{}')");
        assertThatThrownBy(() -> source.read("behind"))
                .hasMessageStartingWith("public.behind: column \"x\", row 5: element 2: infinity");
    }

    @ParameterizedTest
    @CsvSource({"inet[]", "address", "xml[]", "money[]", "empty", "int2vector", "oidvector", "point", "regclass[]"})
    void leavesTheTextFormToWhatHasAPartThatIsNotUnderstood(String type) {
        POSTGRES.execute("DROP TABLE IF EXISTS other", "CREATE TABLE other (x " + type + ")");
        Column column = source.describe("other").columns().get(0);
        assertThat(column.conversion().fidelity()).isEqualTo(Fidelity.TEXT_FORM);
        assertThat(column.type()).isEqualTo(TypeMapping.STRING);
    }

    @Test
    void readsTheColumnsOfAQuery() {
        assertThat(source.readQuery("SELECT ARRAY[1, NULL] AS a, interval '1 day' AS i, int4range(1, 3) AS r,"
                        + " ROW(1, 'x')::pair AS p, 'a=>1'::hstore AS h"))
                .containsExactly(List.of("[1, NULL]", "{0, 1, 0}", "{1, 3, true, false, false}", "{1, x}", "[{a, 1}]"));
    }

    @Test
    void readsRowsOfATableAsStructs() {
        POSTGRES.execute(
                "CREATE TABLE row_of (id int NOT NULL, tags text[])", "INSERT INTO row_of VALUES (1, '{a,b}')");
        assertThat(source.readQuery("SELECT r AS whole FROM row_of AS r")).containsExactly(List.of("{1, [a, b]}"));
    }

    @Test
    void refusesValuesOfATypeThatWasAlteredOnTheWay() {
        POSTGRES.execute(
                "CREATE TYPE changing AS (a int)",
                "CREATE TABLE altered (x changing)",
                "INSERT INTO altered VALUES (ROW(1))");
        TableDescription planned = source.describe("altered");
        POSTGRES.execute("ALTER TYPE changing ADD ATTRIBUTE b int");
        assertThatThrownBy(() -> source.readWith(planned))
                .hasMessage("public.altered: column \"x\", row 1: its type was altered since it was planned;"
                        + " run the export again");
    }
}
