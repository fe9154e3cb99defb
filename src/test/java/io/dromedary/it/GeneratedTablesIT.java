package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.dialect.postgresql.SupportedTypes;
import io.dromedary.parquet.ForeignReaders;
import io.dromedary.parquet.ForeignRecords;
import io.dromedary.parquet.ForeignSchema;
import io.dromedary.table.TableSchema;
import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Tables of every type with edge values, exported: DuckDB and parquet-java read what PostgreSQL prints. */
class GeneratedTablesIT {
    private static final TestPostgres DB = TestPostgres.createDatabase();

    static {
        Stream.of("citext", "ltree", "hstore", "cube", "seg", "intarray", "isn", "btree_gist", "pg_trgm")
                .forEach(extension -> DB.execute("CREATE EXTENSION " + extension));
        DB.execute("CREATE TYPE mood AS ENUM ('sad', 'ok', 'Zufrieden ✓')");
    }

    /** What indexes, statistics and rules are made of. */
    private static final String OF_NO_TABLE =
            "'^(pg_(brin|depend|mcv|ndist|node).*|gtsvector|gbtreekey.*|ghstore|gtrgm|intbig_gkey|ltree_gist)$'";

    @Example
    void noTypeIsMissing() throws SQLException {
        Set<String> leaves = new TreeSet<>(Set.of("hstore"));
        LeafType.all().forEach(type -> leaves.add(type.catalogName()));
        try (Connection connection = DB.connect()) {
            assertThat(leaves).containsAll(SupportedTypes.ruled(connection));
        }
        assertThat(leaves)
                .containsAll(names("typtype = 'b' AND typcategory <> 'A' AND typname !~ " + OF_NO_TABLE))
                .contains("isbn13", "jsonpath", "mood");
        assertThat(RangeType.all().stream().map(RangeType::sql).toList()).containsAll(names("typtype = 'r'"));
    }

    private static List<String> names(String condition) {
        return CatalogRows.of(DB, "SELECT typname FROM pg_catalog.pg_type WHERE " + condition);
    }

    @Provide
    Arbitrary<GeneratedTable> tables() {
        return TableArbitrary.tables();
    }

    @Property
    void areEqualForForeignReaders(@ForAll("tables") GeneratedTable table) throws SQLException, IOException {
        Path directory = Files.createTempDirectory("generated-tables");
        try {
            check(table, table.job(directory, DB));
        } finally {
            delete(directory);
        }
    }

    private static void check(GeneratedTable table, JobFile job) throws SQLException, IOException {
        DB.execute(table.statements().toArray(String[]::new));
        Cli.Outcome outcome = Cli.run("run", "--quiet", job.write());
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();

        SortedMap<Integer, List<@Nullable Object>> java = new TreeMap<>();
        SortedMap<Integer, List<@Nullable Object>> duckDb = new TreeMap<>();
        for (Path file : files(job.exports().resolve("generated_t"))) {
            TableSchema schema = ForeignSchema.of(file);
            addRows(java, ForeignRecords.parquetJava(file, schema), schema);
            addRows(duckDb, ForeignReaders.duckDb(file, schema), schema);
        }
        List<List<@Nullable String>> printed = printed(table);
        assertThat(List.copyOf(java.keySet())).as("ids").isEqualTo(List.copyOf(duckDb.keySet()));
        assertThat(java).hasSameSizeAs(printed.get(0));
        for (int i = 0; i < printed.size(); i++) {
            var expected = new ExpectedColumn(table.columns().get(i).type(), table.settings()).values(printed.get(i));
            String column = "c%d %s".formatted(i, table.columns().get(i).type().sql());
            assertSame("parquet-java: " + column, column(java, i + 1), expected);
            assertSame("DuckDB: " + column, column(duckDb, i + 1), expected);
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".parquet")).toList();
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Adds the rows of a file by their ids. */
    private static void addRows(
            SortedMap<Integer, List<@Nullable Object>> rows, List<List<@Nullable Object>> columns, TableSchema schema) {
        for (int row = 0; row < columns.get(0).size(); row++) {
            List<@Nullable Object> values = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                values.add(PostgresForm.of(
                        columns.get(i).get(row), schema.columns().get(i).type()));
            }
            Object before = rows.put(Integer.parseInt(String.valueOf(values.get(0))), values);
            assertThat(before).as("another row with the id %s", values.get(0)).isNull();
        }
    }

    /** What PostgreSQL prints of each column but the id. */
    private static List<List<@Nullable String>> printed(GeneratedTable table) throws SQLException {
        List<List<@Nullable String>> columns = new ArrayList<>();
        table.columns().forEach(column -> columns.add(new ArrayList<>()));
        String select = IntStream.range(0, columns.size())
                .mapToObj(
                        i -> ExpectedColumn.sql("c" + i, table.columns().get(i).type()))
                .collect(Collectors.joining(", "));
        try (Connection connection = DB.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            try (ResultSet rows =
                    statement.executeQuery("SELECT %s FROM %s ORDER BY id".formatted(select, GeneratedTable.NAME))) {
                while (rows.next()) {
                    for (int i = 0; i < columns.size(); i++) {
                        columns.get(i).add(rows.getString(i + 1));
                    }
                }
            }
        }
        return columns;
    }

    private static List<@Nullable Object> column(SortedMap<Integer, List<@Nullable Object>> rows, int column) {
        List<@Nullable Object> values = new ArrayList<>();
        rows.values().forEach(row -> values.add(row.get(column)));
        return values;
    }

    /** Tells the first row that differs. */
    private static void assertSame(String column, List<@Nullable Object> read, List<@Nullable Object> expected) {
        for (int row = 0; row < expected.size(); row++) {
            if (!Objects.equals(read.get(row), expected.get(row))) {
                assertThat(read.get(row)).as("%s, row %d", column, row).isEqualTo(expected.get(row));
            }
        }
    }
}
