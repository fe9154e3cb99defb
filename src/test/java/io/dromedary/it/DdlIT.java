package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ddl}, and the files that lie beside the data on request. */
class DdlIT {
    private static final TestPostgres DB = TestPostgres.createDatabase();

    @TempDir
    private static Path directory;

    private static Path location;

    @BeforeAll
    static void export() {
        DB.execute(
                "CREATE TABLE \"Odd one*\" (id int, \"it's\" text, at timestamptz, of_day time, pair int[])",
                "INSERT INTO \"Odd one*\" SELECT i, 'x' || i, now(), '12:00', ARRAY[i] FROM generate_series(1, 100) i",
                "CREATE TABLE plain (id int)",
                "INSERT INTO plain SELECT generate_series(1, 7)");
        JobFile job = new JobFile(directory.resolve("it's [a] place"), DB)
                .setting("success_file", true)
                .setting("duckdb_view", true)
                .entry(Map.of("schema", "public", "table", "*"));
        Cli.Outcome outcome = Cli.run("run", "--quiet", job.write());
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        location = job.exports();
    }

    private static List<String> afterRunning(String sql, String query) throws SQLException {
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            statement.execute(sql);
            try (ResultSet rows = statement.executeQuery(query)) {
                return DuckDb.texts(rows);
            }
        }
    }

    @Test
    void whatIsPrintedForDuckDbRuns() throws SQLException {
        Cli.Outcome outcome = Cli.run("ddl", location, "--for", "duckdb");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(afterRunning(
                        outcome.out(),
                        "select count(*), sum(id), min(\"it's\"), (select sum(id) from public_plain)"
                                + " from \"public_Odd%20one%2A\""))
                .containsExactly("100|5050|x1|28");
    }

    @Test
    void directoriesOfPartitionsAreOneTable() throws IOException, SQLException {
        Path root = directory.resolve("lake");
        for (int hour = 7; hour < 9; hour++) {
            Path part = root.resolve("system=shop/table=orders/dt=2026-11-21/hour=0" + hour);
            Files.createDirectories(part);
            for (String name : List.of("part_0001.parquet", "_export_metadata.json")) {
                Files.copy(location.resolve("public_plain").resolve(name), part.resolve(name));
            }
        }

        Cli.Outcome outcome = Cli.run("ddl", root, "--for", "duckdb");

        assertThat(afterRunning(
                        outcome.out(),
                        "select hour, typeof(hour), typeof(dt), count(*) from shop_orders where dt = date '2026-11-21'"
                                + " group by all order by hour"))
                .containsExactly("7|INTEGER|DATE|7", "8|INTEGER|DATE|7");
        assertThat(Cli.run("ddl", root, "--for", "trino", "--at", "s3://lake/").out())
                .contains("external_location = 's3://lake/system=shop/table=orders',")
                .contains("partitioned_by = ARRAY['dt', 'hour']");
    }

    @Test
    void otherEnginesAreToldWhereTheFilesAre() {
        assertThat(Cli.run("ddl", location.resolve("public_plain"), "--for", "spark")
                        .out())
                .isEqualTo("""
                        CREATE TABLE `public_plain` (
                            `id` int
                        )
                        USING parquet
                        LOCATION 'file://%s/public_plain';

                        """.formatted(location.toString().replace("'", "\\'")));
        assertThat(Cli.run("ddl", location, "--for", "oracle").err()).contains("expected one of [TRINO, SPARK");
    }

    @Test
    void whatLiesBesideTheDataIsProvedToo() throws IOException, SQLException {
        Path table = location.resolve("public_plain");
        assertThat(table.resolve("_SUCCESS")).isEmptyFile();
        Path view = table.resolve("_duckdb_view.sql");
        assertThat(afterRunning(Files.readString(view), "select count(*) from public_plain"))
                .containsExactly("7");
        assertThat(Cli.run("verify", location).exitCode()).isZero();

        String whole = Files.readString(view);
        Files.writeString(view, whole.replace("SELECT", "select"));
        assertThat(Cli.run("verify", location).out()).contains("_duckdb_view.sql has another content than was written");
        Files.delete(view);
        assertThat(Cli.run("verify", location).out()).contains("_duckdb_view.sql is not there");
        Files.writeString(view, whole);
        Files.delete(table.resolve("_SUCCESS"));
        assertThat(Cli.run("verify", location).out()).contains("_SUCCESS is not there");
        Files.writeString(table.resolve("_SUCCESS"), "");
        assertThat(Cli.run("verify", location).exitCode()).isZero();
    }
}
