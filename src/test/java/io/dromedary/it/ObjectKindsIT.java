package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.dromedary.it.Cli.Outcome;
import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every kind of relation that PostgreSQL has: its files hold what {@code SELECT * FROM} it returns, or it is refused. */
class ObjectKindsIT {
    private static final TestPostgres DB = TestPostgres.createDatabase();

    @TempDir
    private static Path foreignFiles;

    @TempDir
    private Path directory;

    @BeforeAll
    static void createAll() throws IOException {
        assumeThat(DB.queryText(
                        "SELECT count(*) FROM pg_available_extensions WHERE name IN ('file_fdw', 'postgres_fdw')"))
                .as("the server has file_fdw and postgres_fdw")
                .isEqualTo("2");
        try (InputStream sql = ObjectKindsIT.class.getResourceAsStream("/it/object-kinds.sql")) {
            DB.execute(new String(Objects.requireNonNull(sql).readAllBytes(), StandardCharsets.UTF_8));
        }
        DB.execute(
                "ALTER SERVER self OPTIONS (host '127.0.0.1', port '%d', dbname '%s')"
                        .formatted(DB.port(), DB.database()),
                "ALTER FOREIGN TABLE foreign_file OPTIONS (SET filename '%s')".formatted(csv("rows.csv", "name")),
                "ALTER FOREIGN TABLE mixed_foreign OPTIONS (SET filename '%s')".formatted(csv("mixed.csv", "foreign")));
    }

    /** 2,000 rows. */
    private static Path csv(String file, String text) throws IOException {
        List<String> lines =
                IntStream.range(0, 2000).mapToObj(i -> i + "," + text).toList();
        return Files.write(foreignFiles.resolve(file), lines);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            generated     | table             | 5000 | true
            dropped       | table             | 5000 | true
            identity      | table             | 5000 | true
            collated      | table             | 5000 | true
            unlogged      | table             | 5000 | true
            viewed        | view              | 1666 | false
            view_of_view  | view              |    1 | false
            materialized  | materialized view | 5000 | true
            partitioned   | partitioned table | 8000 | true
            part_b        | partitioned table | 2000 | true
            part_b_high   | table             | 1750 | true
            no_partitions | partitioned table |    0 | false
            mixed         | partitioned table | 4500 | true
            parent        | table             | 9000 | false
            child         | table             | 6000 | false
            grandchild    | table             | 3000 | true
            foreign_file  | foreign table     | 2000 | false
            foreign_table | foreign table     | 5000 | false
            """)
    void filesHoldWhatASelectReturns(String relation, String kind, int rows, boolean split) throws IOException {
        Path files = export(relation);

        List<String> expected = sorted(CatalogRows.of(DB, "SELECT * FROM public." + relation));
        assertThat(expected).hasSize(rows);
        assertThat(sorted(DuckDb.query("SELECT * FROM " + DuckDb.files(files)))).isEqualTo(expected);
        assertThat(chunks(files) > 1).as("split into %d", chunks(files)).isEqualTo(split);
        assertThat(plan(relation)).contains("public.%s (%s)".formatted(relation, kind));
        assertCreatedAgain(relation, files);
    }

    /** As a table that takes all of these rows. */
    private void assertCreatedAgain(String relation, Path files) throws IOException {
        TestPostgres target = TestPostgres.createDatabase();
        Outcome ddl = Cli.run("inspect", "--ddl", firstFile(files));
        assertThat(ddl.exitCode()).as(ddl.err()).isZero();
        target.execute(ddl.out());

        String columns = "SELECT attname, format_type(atttypid, atttypmod), attgenerated, attidentity, attcollation"
                + " FROM pg_attribute WHERE attrelid = 'public.%s'::regclass AND attnum > 0 AND NOT attisdropped"
                        .formatted(relation)
                + " ORDER BY attnum";
        assertThat(CatalogRows.of(target, columns)).isNotEmpty().isEqualTo(CatalogRows.of(DB, columns));
    }

    @Test
    void rowsOfChildrenFitATableThatIsCreatedAgain() throws IOException {
        Path files = export("parent");
        TestPostgres target = TestPostgres.createDatabase();

        target.execute(Cli.run("inspect", "--ddl", firstFile(files)).out());

        // The primary key of a parent does not bind its children, and the file has the rows of all.
        target.execute("INSERT INTO parent VALUES (1, 'parent'), (1, 'child')");
    }

    @Test
    void temporaryTablesOfOthersAreRefused() throws SQLException {
        try (Connection session = DB.connect();
                Statement statement = session.createStatement()) {
            statement.execute("CREATE TEMPORARY TABLE hidden AS SELECT 1 AS id");
            String schema = DB.queryText(
                    "SELECT n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE relname = 'hidden'");

            for (String asked : List.of(schema, "pg_temp")) {
                Outcome outcome = run(Map.of("schema", asked, "table", "hidden"));

                assertThat(outcome.exitCode()).isNotZero();
                assertThat(outcome.err())
                        .contains(
                                asked + ".hidden is a temporary table, which only the session that created it can read")
                        .contains("Copy it into a table of another schema");
            }
        }
    }

    @Test
    void temporaryTablesBelongToNoPattern() throws SQLException {
        try (Connection session = DB.connect();
                Statement statement = session.createStatement()) {
            statement.execute("CREATE TEMPORARY TABLE hidden AS SELECT 1 AS id");

            Outcome outcome = run(Map.of("schema", "*", "table", "hidden"));

            assertThat(outcome.exitCode()).isNotZero();
            assertThat(outcome.err()).contains("hidden").doesNotContain("pg_temp");
        }
    }

    private Outcome run(Map<String, Object> entry) {
        return Cli.run(
                "run",
                "--quiet",
                new JobFile(directory, DB)
                        .setting("chunk_size", 1000)
                        .entry(entry)
                        .write());
    }

    private Path export(String relation) {
        Outcome outcome = run(Map.of("schema", "public", "table", relation));
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        return directory.resolve("exports").resolve("public_" + relation);
    }

    private String plan(String relation) {
        return Cli.run(
                        "plan",
                        new JobFile(directory.resolve("plan"), DB)
                                .table(relation)
                                .write())
                .out();
    }

    private static long chunks(Path files) throws IOException {
        try (Stream<Path> all = Files.list(files)) {
            return all.filter(file -> file.toString().endsWith(".parquet")).count();
        }
    }

    private static Path firstFile(Path files) throws IOException {
        try (Stream<Path> all = Files.list(files)) {
            return all.filter(file -> file.toString().endsWith(".parquet"))
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    private static List<String> sorted(List<String> rows) {
        return rows.stream().sorted().toList();
    }
}
