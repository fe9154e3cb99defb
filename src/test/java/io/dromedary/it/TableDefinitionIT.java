package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.it.Cli.Outcome;
import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** A table is created again from a file of its export, in an empty database, and is the same for the catalog. */
class TableDefinitionIT {
    private static final TestPostgres SOURCE = TestPostgres.createDatabase();
    private static final String ODD = "sales.\"it's a \"\"table\"\" \\ 🐪\"";

    @TempDir
    private Path directory;

    @BeforeAll
    static void createTables() throws IOException {
        try (InputStream sql = TableDefinitionIT.class.getResourceAsStream("/it/table-definition.sql")) {
            SOURCE.execute(new String(Objects.requireNonNull(sql).readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void aTableIsTheSameForTheCatalog() throws IOException {
        TestPostgres target = createdAgain("all_of_it");

        assertSame(target, CatalogRows.columns("sales.all_of_it"), 28);
        assertSame(target, CatalogRows.table("sales.all_of_it"), 1);
        assertSame(target, CatalogRows.SEQUENCES, 4);
        assertSame(target, CatalogRows.TYPES, 7);
        assertSame(target, CatalogRows.EXTENSIONS, 3);
    }

    @Test
    void aTableOfAnyNameIsTheSameForTheCatalog() throws IOException {
        TestPostgres target = createdAgain("it's a \"table\" \\ 🐪");

        assertSame(target, CatalogRows.columns(ODD), 1);
        assertSame(target, CatalogRows.table(ODD), 1);
        assertThat(CatalogRows.of(target, CatalogRows.table(ODD)).get(0)).contains("|u|odd|");
    }

    @Test
    void textOfTheSourceCanBeLoadedIntoIt() throws IOException, SQLException {
        TestPostgres target = createdAgain("all_of_it");
        String columns =
                SOURCE.queryText("SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute"
                        + " WHERE attrelid = 'sales.all_of_it'::regclass AND attnum > 0 AND NOT attisdropped"
                        + " AND attgenerated = ''");
        String copied = copy(SOURCE, columns);
        try (Connection connection = target.connect()) {
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            copy.copyIn("COPY sales.all_of_it (%s) FROM STDIN".formatted(columns), new StringReader(copied));
        }

        assertThat(copied.lines()).hasSize(20);
        assertThat(copy(target, columns)).isEqualTo(copied);
        assertSame(target, "SELECT sum(doubled), count(*) FROM sales.all_of_it", 1);
    }

    @Test
    void whatIsInsertedLaterGetsNumbersOfItsOwn() throws IOException {
        TestPostgres target = createdAgain("all_of_it");

        target.execute("INSERT INTO sales.all_of_it (price) VALUES (1)");

        for (String column : List.of("id", "number", "old", "shared")) {
            String inserted = target.queryText("SELECT %s FROM sales.all_of_it".formatted(column));
            assertThat(SOURCE.queryText(
                            "SELECT count(*) FROM sales.all_of_it WHERE %s = %s".formatted(column, inserted)))
                    .as("%s %s", column, inserted)
                    .isEqualTo("0");
        }
    }

    @Test
    void aSequenceThatMayNotBeReadBeginsAnew() throws IOException {
        SOURCE.createRole("definition_reader", "reads");
        SOURCE.execute(
                "GRANT USAGE ON SCHEMA sales TO definition_reader",
                "GRANT SELECT ON ALL TABLES IN SCHEMA sales TO definition_reader");
        var job = new JobFile(directory, SOURCE)
                .database("username", "definition_reader")
                .database("password", "reads")
                .entry(Map.of("schema", "sales", "table", "all_of_it"));
        assertThat(Cli.run("run", "--quiet", job.write()).err()).isEmpty();

        String ddl = ddl(onlyFile(job.exports().resolve("sales_all_of_it")));

        assertThat(ddl).contains("CREATE SEQUENCE \"sales\".\"shared\"").doesNotContain("setval");
        TestPostgres.createDatabase().execute(ddl);
    }

    @Test
    void theColumnsHaveTheFieldIdsOfTheFile() throws IOException {
        Path file = export(Map.of("schema", "sales", "table", "all_of_it", "columns", List.of("mood", "price", "id")));

        String json = DuckDb.query(("SELECT decode(value) FROM parquet_kv_metadata('%s')"
                                + " WHERE decode(key) = 'dromedary.table'")
                        .formatted(file))
                .get(0);

        assertThat(DuckDb.query(("SELECT name || field_id FROM parquet_schema('%s')"
                                + " WHERE field_id IS NOT NULL ORDER BY field_id")
                        .formatted(file)))
                .containsExactly("mood1", "price2", "id3");
        assertThat(json)
                .containsSubsequence(
                        "\"field_id\":1,\"name\":\"mood\"",
                        "\"field_id\":2,\"name\":\"price\"",
                        "\"type_modifier\":983046",
                        "\"field_id\":3,\"name\":\"id\"");
    }

    @Test
    void whatIsNotExportedIsNotInIt() throws IOException {
        String ddl = ddl(export(Map.of("schema", "sales", "table", "all_of_it", "columns", List.of("price", "id"))));

        assertThat(ddl)
                .contains("\"price\" numeric(15,2)", "\"id\" bigint GENERATED ALWAYS")
                .doesNotContain("mood", "sad", "PRIMARY KEY", "shared", "quoted");
        TestPostgres.createDatabase().execute(ddl);
    }

    @Test
    void tablesThatShareATypeMakeOneScript() throws IOException {
        var job = new JobFile(directory, SOURCE)
                .entry(Map.of("schema", "sales", "table", "happy"))
                .entry(Map.of("schema", "sales", "table", "sad"));
        assertThat(Cli.run("run", "--quiet", job.write()).err()).isEmpty();

        Outcome outcome = Cli.run(
                "inspect",
                "--ddl",
                onlyFile(job.exports().resolve("sales_happy")),
                onlyFile(job.exports().resolve("sales_sad")));

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        TestPostgres target = TestPostgres.createDatabase();
        target.execute(outcome.out());
        assertSame(target, CatalogRows.columns("sales.happy"), 2);
        assertSame(target, CatalogRows.columns("sales.sad"), 2);
    }

    @Test
    void queriesHaveNamesAndTypes() throws IOException {
        String ddl = ddl(export(
                Map.of("name", "cheap", "query", "SELECT id, price, name, at::date AS day FROM sales.all_of_it")));

        assertThat(ddl).contains("""
                CREATE TABLE "cheap" (
                    "id" bigint,
                    "price" numeric(15,2),
                    "name" character varying,
                    "day" date
                );""");
        TestPostgres.createDatabase().execute(ddl);
    }

    @Test
    void aFileWithoutADefinitionIsRefused() throws SQLException {
        Path file = directory.resolve("foreign.parquet");
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            statement.execute("COPY (SELECT 1 AS one) TO '%s' (FORMAT parquet)".formatted(file));
        }

        Outcome outcome = Cli.run("inspect", "--ddl", file);

        assertThat(outcome.exitCode()).isNotZero();
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .contains(file + " does not say how its table was defined: it has no key dromedary.table")
                .contains("Export the table again");
    }

    @Test
    void theExampleOfTheDocumentIsSo() throws IOException {
        List<String> examples = Pattern.compile("(?ms)^```sql\\n(.*?)^```")
                .matcher(Files.readString(Path.of("docs/table-definition.md")))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(examples).hasSize(2);
        TestPostgres database = TestPostgres.createDatabase();
        database.execute(examples.get(0));

        Path file = export(database, Map.of("schema", "sales", "table", "orders"));

        assertThat(ddl(file)).isEqualTo(examples.get(1));
    }

    private TestPostgres createdAgain(String table) throws IOException {
        TestPostgres target = TestPostgres.createDatabase();
        target.execute(ddl(export(Map.of("schema", "sales", "table", table))));
        return target;
    }

    private Path export(Map<String, Object> entry) throws IOException {
        return export(SOURCE, entry);
    }

    private Path export(TestPostgres database, Map<String, Object> entry) throws IOException {
        var file = new JobFile(directory.resolve("job"), database).entry(entry);
        Outcome outcome = Cli.run("run", "--quiet", file.write());
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        try (var tables = Files.list(file.exports())) {
            return onlyFile(
                    tables.filter(table -> !table.getFileName().toString().startsWith("."))
                            .findFirst()
                            .orElseThrow());
        }
    }

    private static Path onlyFile(Path table) throws IOException {
        try (var files = Files.list(table)) {
            List<Path> found =
                    files.filter(file -> file.toString().endsWith(".parquet")).toList();
            assertThat(found).hasSize(1);
            return found.get(0);
        }
    }

    private static String ddl(Path file) {
        Outcome outcome = Cli.run("inspect", "--ddl", file);
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        return outcome.out();
    }

    private static String copy(TestPostgres from, String columns) throws SQLException, IOException {
        var out = new StringWriter();
        try (Connection connection = from.connect()) {
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            copy.copyOut("COPY (SELECT %s FROM sales.all_of_it ORDER BY id) TO STDOUT".formatted(columns), out);
        }
        return out.toString();
    }

    private static void assertSame(TestPostgres target, String sql, int rows) {
        List<String> expected = CatalogRows.of(SOURCE, sql);
        assertThat(expected).hasSize(rows);
        assertThat(CatalogRows.of(target, sql)).isEqualTo(expected);
    }
}
