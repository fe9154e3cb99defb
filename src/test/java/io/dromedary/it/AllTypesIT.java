package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.dialect.postgresql.SupportedTypes;
import io.dromedary.parquet.Codec;
import io.dromedary.parquet.ForeignReaders;
import io.dromedary.table.Column;
import io.dromedary.table.ColumnType;
import io.dromedary.table.TableSchema;
import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type, nullable or not, with every codec, with and without dictionaries: equal to PostgreSQL, value by value. */
class AllTypesIT {
    private static final TestPostgres POSTGRES = TestPostgres.createDatabase();
    private static final int EDGE_ROWS = 2_000;
    private static final int ROWS = 5_000;

    @TempDir
    private Path directory;

    @BeforeAll
    static void createTable() {
        GeneratedTypes.createTable(POSTGRES, EDGE_ROWS, ROWS);
    }

    @Test
    void noTypeThatIsCarriedOverIsMissingHere() throws SQLException {
        Set<String> here = GeneratedTypes.all().stream()
                .map(GeneratedTypes::catalogName)
                .collect(Collectors.toCollection(TreeSet::new));
        try (Connection connection = POSTGRES.connect()) {
            assertThat(here).isEqualTo(SupportedTypes.names(connection));
            Set<Class<?>> kinds = SupportedTypes.schema(connection, "all_types").columns().stream()
                    .map(column -> column.type().getClass())
                    .collect(Collectors.toSet());
            assertThat(kinds).isEqualTo(kindsOfColumns());
        }
    }

    private static Set<Class<?>> kindsOfColumns() {
        // Nested types and geometries are compared in tests of their own.
        Set<Class<?>> elsewhere = Set.of(
                ColumnType.ListOf.class, ColumnType.Struct.class, ColumnType.MapOf.class, ColumnType.Geometry.class);
        return Arrays.stream(ColumnType.class.getPermittedSubclasses())
                .filter(kind -> !elsewhere.contains(kind))
                .collect(Collectors.toSet());
    }

    static Stream<Arguments> combinations() {
        return Arrays.stream(Codec.Kind.values())
                .flatMap(codec -> Stream.of(true, false).map(dictionary -> Arguments.of(codec, dictionary)));
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void isEqualForForeignReaders(Codec.Kind codec, boolean dictionary) throws SQLException, IOException {
        var job = new JobFile(directory, POSTGRES)
                .setting("compression", codec.name().toLowerCase(Locale.ROOT))
                .setting("dictionary", dictionary)
                .setting("chunk_size", ROWS / 3)
                .table("all_types");
        Cli.Outcome outcome = Cli.run("run", "--quiet", job.write());
        assertThat(outcome.err()).isEmpty();

        List<Path> files = files(job.exports().resolve("public_all_types"));
        assertThat(files).hasSizeGreaterThan(1);
        TableSchema schema;
        List<List<@Nullable Object>> expected;
        try (Connection connection = POSTGRES.connect()) {
            schema = SupportedTypes.schema(connection, "all_types");
            expected = values(connection, schema);
        }
        List<List<@Nullable Object>> java = emptyColumns(schema);
        List<List<@Nullable Object>> duckDb = emptyColumns(schema);
        for (Path file : files) {
            append(java, ForeignReaders.parquetJava(file));
            append(duckDb, ForeignReaders.duckDb(file, schema));
        }
        for (int i = 0; i < expected.size(); i++) {
            Column column = schema.columns().get(i);
            assertThat(java.get(i)).as("parquet-java: %s", column).isEqualTo(expected.get(i));
            assertThat(duckDb.get(i)).as("DuckDB: %s", column).isEqualTo(expected.get(i));
        }
    }

    private static List<Path> files(Path table) throws IOException {
        try (Stream<Path> files = Files.list(table)) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .sorted()
                    .toList();
        }
    }

    private static List<List<@Nullable Object>> emptyColumns(TableSchema schema) {
        List<List<@Nullable Object>> columns = new ArrayList<>();
        schema.columns().forEach(column -> columns.add(new ArrayList<>()));
        return columns;
    }

    private static void append(List<List<@Nullable Object>> columns, List<List<@Nullable Object>> more) {
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).addAll(more.get(i));
        }
    }

    /** The columns as PostgreSQL has them, in the form of {@link ForeignReaders}. */
    private static List<List<@Nullable Object>> values(Connection connection, TableSchema schema) throws SQLException {
        String columns = schema.columns().stream().map(AllTypesIT::sql).collect(Collectors.joining(", "));
        List<List<@Nullable Object>> values = emptyColumns(schema);
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT %s FROM all_types ORDER BY ctid".formatted(columns))) {
            while (rows.next()) {
                for (int i = 0; i < values.size(); i++) {
                    values.get(i).add(value(rows, i + 1, schema.columns().get(i).type()));
                }
            }
        }
        return values;
    }

    private static String sql(Column column) {
        String name = column.name();
        ColumnType type = column.type();
        if (type instanceof ColumnType.Text) {
            // A cast of character(n) to text would lose its blanks.
            boolean isPadded = column.sourceType().startsWith("character(");
            String bytes = isPadded ? "bpcharsend(%s)" : "convert_to(%s::text, 'UTF8')";
            return "encode(%s, 'hex')".formatted(bytes.formatted(name));
        } else if (type instanceof ColumnType.Binary) {
            return "encode(%s, 'hex')".formatted(name);
        } else if (type instanceof ColumnType.Uuid) {
            return "replace(%s::text, '-', '')".formatted(name);
        } else if (type instanceof ColumnType.Date) {
            return "%s - date '1970-01-01'".formatted(name);
        } else if (type instanceof ColumnType.Time || type instanceof ColumnType.Timestamp) {
            return "(extract(epoch FROM %s) * 1000000)::bigint".formatted(name);
        }
        return name;
    }

    private static @Nullable Object value(ResultSet rows, int at, ColumnType type) throws SQLException {
        Object value = rows.getObject(at);
        if (value instanceof BigDecimal decimal && type instanceof ColumnType.Decimal exact) {
            return ForeignReaders.unscaled(exact, decimal);
        }
        return value instanceof Short small ? (Object) small.intValue() : value;
    }
}
