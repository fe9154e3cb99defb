package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.testing.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What PostgreSQL keeps beside the columns of a table, where a job asks for it. */
class SystemColumnsIT {
    private static final TestPostgres DB = TestPostgres.createDatabase();
    private static final List<String> ALL = List.of("ctid", "xmin", "cmin", "xmax", "cmax", "tableoid");
    private static final String TEXTS = "ctid::text, xmin::text, cmin::text, xmax::text, cmax::text, tableoid::%s";

    @TempDir
    private Path directory;

    @BeforeAll
    static void create() {
        DB.execute(
                "CREATE TABLE rows (id int PRIMARY KEY, filler text NOT NULL)",
                "INSERT INTO rows SELECT i, repeat('x', 500) FROM generate_series(1, 4000) AS i",
                "UPDATE rows SET filler = 'y' WHERE id % 7 = 0",
                "VACUUM ANALYZE rows",
                "CREATE TABLE parted (id int, filler text) PARTITION BY LIST (id)",
                "CREATE TABLE parted_1 PARTITION OF parted FOR VALUES IN (1)",
                "CREATE TABLE parted_2 PARTITION OF parted FOR VALUES IN (2)",
                "INSERT INTO parted VALUES (1, 'a'), (2, 'b')",
                "CREATE VIEW seen AS SELECT * FROM rows");
    }

    @Test
    void areThoseOfEachRow() throws SQLException {
        run(job().setting("chunk_size", 1_000).entry(entry("rows", ALL)));

        assertThat(exported("rows")).hasSize(4000).isEqualTo(stored("rows"));
        assertThat(DuckDb.query(
                        "select name from (describe select * from " + files("rows") + ") t(name, a, b, c, d, e)"))
                .containsExactly("id", "filler", "ctid", "xmin", "cmin", "xmax", "cmax", "tableoid");
        assertThat(DuckDb.query("select count(distinct filename) > 1 from read_parquet('%s/*.parquet', filename = true)"
                        .formatted(directory.resolve("exports/public_rows"))))
                .containsExactly("true");
    }

    @Test
    void sayWhichPartitionARowIsIn() throws SQLException {
        run(job().entry(entry("parted", ALL)));

        assertThat(exported("parted")).isEqualTo(stored("parted"));
        assertThat(DuckDb.query("select count(distinct tableoid) from " + files("parted")))
                .containsExactly("2");
    }

    @Test
    void areNotInTheDefinitionOfTheTable() {
        run(job().entry(entry("parted", List.of("xmin"))));

        Cli.Outcome ddl = Cli.run("inspect", "--ddl", directory.resolve("exports/public_parted/part_0001.parquet"));

        assertThat(ddl.out()).contains("\"id\" integer").doesNotContain("xmin");
    }

    @Test
    void areRefusedOfViewsAndQueries() {
        Cli.Outcome view = Cli.run("plan", job().entry(entry("seen", ALL)).write());
        Cli.Outcome query = Cli.run(
                "plan",
                job().entry(Map.of("name", "q", "query", "SELECT 1 AS one", "system_columns", List.of("xmin")))
                        .write());

        assertThat(view.err())
                .contains(
                        "public.seen: system_columns lists ctid, xmin, cmin, xmax, cmax, tableoid, but a view has none:"
                                + " only tables and materialized views of PostgreSQL have. Leave system_columns out.");
        assertThat(query.err()).contains("tables[0].system_columns cannot stand beside query; keep one of the two.");
    }

    private List<String> exported(String table) {
        return DuckDb.query("select id, %s from %s order by id".formatted(TEXTS.formatted("text"), files(table)));
    }

    private static List<String> stored(String table) throws SQLException {
        try (Connection connection = DB.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT id, %s FROM %s ORDER BY id".formatted(TEXTS.formatted("int8::text"), table))) {
            return DuckDb.texts(rows);
        }
    }

    private String files(String table) {
        return DuckDb.files(directory.resolve("exports/public_" + table));
    }

    private static Map<String, Object> entry(String table, List<String> columns) {
        return Map.of("schema", "public", "table", table, "system_columns", columns);
    }

    private static void run(JobFile job) {
        Cli.Outcome outcome = Cli.run("run", "--quiet", job.write());
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    }

    private JobFile job() {
        return new JobFile(directory, DB);
    }
}
