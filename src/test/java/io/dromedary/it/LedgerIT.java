package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dromedary.it.Cli.Outcome;
import io.dromedary.ledger.ItemEntry;
import io.dromedary.ledger.JobEntry;
import io.dromedary.ledger.JobHistory;
import io.dromedary.ledger.State;
import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the ledger says of jobs that have ended. */
class LedgerIT {
    private static final TestPostgres DATABASE = TestPostgres.createDatabase();

    @TempDir
    private Path directory;

    private Ledger ledger = new Ledger("");

    @BeforeAll
    static void createTables() {
        DATABASE.execute(
                "CREATE TABLE orders AS SELECT i AS id, 'order ' || i AS text FROM generate_series(1, 2000) i",
                "CREATE TABLE lines AS SELECT i AS id FROM generate_series(1, 500) i",
                "ANALYZE");
    }

    @BeforeEach
    void openLedger() {
        DATABASE.execute(
                "DROP TABLE IF EXISTS target",
                "DROP SCHEMA IF EXISTS dromedary CASCADE",
                "CREATE TABLE target (id int)");
        ledger = Ledger.in(directory);
    }

    /** In H2, and in PostgreSQL with nothing in it yet. */
    private Ledger ledger(String kind) {
        return kind.equals("h2") ? ledger : Ledger.in(TestPostgres.createDatabase());
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    private Path job(String... files) throws IOException {
        return Files.writeString(directory.resolve("import.yaml"), """
                name: daily
                kind: import
                database:
                  url: postgresql://postgres:postgres@127.0.0.1:%d/%s
                import_settings:
                  into: public.target
                  files: [%s]
                """.formatted(
                        DATABASE.port(), DATABASE.database(), String.join(", ", files)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void anImportIsKeptWithItsFiles(String kind) throws IOException {
        Ledger kept = ledger(kind);
        Path job = job(file("a.csv", "id\n1\n2\nx\n"), file("b.csv", "id\n3\n"));

        Outcome outcome = kept.run("run", job, "--set", "import_settings.on_error=reject");

        assertThat(outcome.err()).isEmpty();
        JobHistory.Job found = kept.job();
        JobEntry entry = found.job();
        assertThat(entry.outcome().state()).isEqualTo(State.SUCCEEDED);
        assertThat(entry.start().name()).isEqualTo("daily");
        assertThat(entry.progress().rows()).isEqualTo(3);
        assertThat(entry.progress().rejected()).isEqualTo(1);
        assertThat(entry.progress().percent()).isEqualTo(100);
        assertThat(entry.progress().bytes())
                .isEqualTo(9 + 5)
                .isEqualTo(entry.progress().bytesTotal());
        assertThat(entry.times().findEnded().orElseThrow())
                .isAfterOrEqualTo(entry.times().findStarted().orElseThrow());
        assertThat(entry.times().findStarted().orElseThrow())
                .isAfterOrEqualTo(entry.start().created());
        assertThat(entry.start().specification())
                .contains("\"into\":\"public.target\"", "\"on_error\":\"reject\"", "a.csv");
        assertThat(found.items()).extracting(ItemEntry::number).containsExactly(1, 2);
        ItemEntry first = found.items().get(0);
        assertThat(first.name()).endsWith("a.csv");
        assertThat(first.result().rows()).isEqualTo(2);
        assertThat(first.result().findLocation()).contains("public.target");
        assertThat(first.result().findRejects().orElseThrow()).contains("a.csv");
    }

    @Test
    void aFileThatWasLoadedBeforeIsSkipped() throws IOException {
        Path job = job(file("a.csv", "id\n1\n"));
        assertThat(Cli.run("run", job).err()).isEmpty();

        assertThat(ledger.run("run", job).err()).isEmpty();

        assertThat(ledger.job().job().outcome().state()).isEqualTo(State.SUCCEEDED);
        assertThat(ledger.job().items().get(0).result().state()).isEqualTo(State.SKIPPED);
        assertThat(ledger.job().items().get(0).result().findMessage().orElseThrow())
                .startsWith("already loaded on ");
    }

    @Test
    void anImportThatFailsSaysAtWhichFileAndWhy() throws IOException {
        Path job = job(file("a.csv", "id\n1\n"), file("b.csv", "id\nx\n"), file("c.csv", "id\n3\n"));

        assertThat(ledger.run("run", job).exitCode()).isEqualTo(6);

        JobHistory.Job found = ledger.job();
        assertThat(found.job().outcome().state()).isEqualTo(State.FAILED);
        assertThat(found.job().outcome().findCategory()).contains("DATA");
        assertThat(found.job().outcome().findMessage().orElseThrow()).contains("b.csv: line 2, column \"id\"");
        assertThat(found.items())
                .extracting(item -> item.result().state())
                .containsExactly(State.SUCCEEDED, State.FAILED, State.CANCELLED);
        assertThat(found.items().get(1).result().findMessage().orElseThrow()).contains("b.csv: line 2");
        assertThat(found.job().progress().percent()).isBetween(33, 66);
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void anExportIsKeptWithItsTables(String kind) {
        Ledger kept = ledger(kind);
        var job = new JobFile(directory, DATABASE).table("orders").table("lines");

        Outcome outcome = kept.run("run", job.write(), "--json");

        JobHistory.Job found = kept.job();
        assertThat(found.job().outcome().state()).isEqualTo(State.SUCCEEDED);
        assertThat(outcome.out())
                .contains("\"job_id\":\"%s\"".formatted(found.job().start().id()));
        assertThat(found.job().progress().rows()).isEqualTo(2500);
        assertThat(found.job().progress().percent()).isEqualTo(100);
        assertThat(found.job().start().specification()).contains("\"table\":\"orders\"", "\"compression\":\"snappy\"");
        ItemEntry orders = found.items().get(0);
        assertThat(orders.name()).isEqualTo("public.orders");
        assertThat(orders.result().rows()).isEqualTo(2000);
        assertThat(orders.result().files()).isEqualTo(1);
        assertThat(Path.of(orders.result().findLocation().orElseThrow()))
                .isEqualTo(job.exports().resolve("public_orders"))
                .isDirectory();
    }

    @Test
    void anExportThatCannotBeginIsKeptToo() {
        Path job = new JobFile(directory, DATABASE)
                .database("port", 1)
                .table("orders")
                .write();

        Outcome outcome = ledger.run("run", job);

        assertThat(outcome.exitCode()).isEqualTo(4);
        assertThat(ledger.job().job().outcome().state()).isEqualTo(State.FAILED);
        assertThat(outcome.err())
                .contains(ledger.job().job().outcome().findMessage().orElseThrow());
    }

    @Test
    void anExportOfWhichATableFailsHasFailed() {
        DATABASE.execute(
                "CREATE OR REPLACE VIEW broken AS SELECT 1 / (id - 7) AS x FROM lines",
                "GRANT SELECT ON broken TO public");
        Path job =
                new JobFile(directory, DATABASE).table("orders").table("broken").write();

        assertThat(ledger.run("run", job).exitCode()).isNotZero();

        JobHistory.Job found = ledger.job();
        assertThat(found.job().outcome().state()).isEqualTo(State.FAILED);
        assertThat(found.items())
                .extracting(item -> item.result().state())
                .containsExactly(State.SUCCEEDED, State.FAILED);
        assertThat(found.items().get(1).result().findMessage().orElseThrow()).contains("division by zero");
        assertThat(found.items().get(1).result().findLocation()).isEmpty();
    }

    @Test
    void listsAndShowsJobs() throws IOException {
        assertThat(ledger.run("jobs").out()).isEqualTo("No job has run yet." + System.lineSeparator());
        ledger.run("run", job(file("a.csv", "id\n1\n")));
        ledger.run("run", job(file("b.csv", "id\nx\n")));
        String failed = ledger.jobs().get(0).start().id();

        String table = ledger.run("jobs").out();
        String shown = ledger.run("jobs", "show", failed.substring(0, 8)).out();
        JsonNode document = new ObjectMapper()
                .readTree(ledger.run("jobs", "--json", "--limit", "1").out());
        JsonNode full = new ObjectMapper()
                .readTree(ledger.run("jobs", "show", failed, "--json").out());

        assertThat(table.lines()).hasSize(3);
        assertThat(table.lines().toList().get(1)).matches(failed.substring(0, 8) + "  failed +import .* daily");
        assertThat(table.lines().toList().get(2)).matches("[0-9a-f]{8}  succeeded +import .* daily");
        assertThat(shown).contains("import %s daily: failed".formatted(failed), "b.csv: line 2", "\"into\":");
        assertThat(document.get("job_id").asText()).isEqualTo(failed);
        assertThat(document.get("status").asText()).isEqualTo("failed");
        assertThat(document.get("error_category").asText()).isEqualTo("DATA");
        assertThat(full.at("/specification/import_settings/into").asText()).isEqualTo("public.target");
        assertThat(full.at("/items/0/status").asText()).isEqualTo("failed");
        assertThat(ledger.run("jobs", "show", "ffff-not").err())
                .isEqualTo("error: There is no job ffff-not; see dromedary jobs." + System.lineSeparator());
    }

    @Test
    void oldJobsAreRemoved() throws IOException, SQLException {
        for (int i = 0; i < 3; i++) {
            ledger.run("run", job(file(i + ".csv", "id\n%d\n".formatted(i))));
        }
        age(1, 5);
        assertThat(ledger.run("jobs", "prune", "--older-than", "4d").out()).startsWith("1 job removed");
        assertThat(ledger.jobs()).hasSize(2);
        assertThat(ledger.run("jobs", "prune", "--older-than", "a week").err())
                .contains("--older-than is a number of days such as 90d, but is a week.");

        age(1, 91);
        ledger.run("run", job(file("3.csv", "id\n3\n")));
        assertThat(ledger.jobs())
                .as("after the days of dromedary.ledger.keep-days")
                .hasSize(2);

        System.setProperty("dromedary.ledger.keep-jobs", "1");
        try {
            ledger.run("run", job(file("4.csv", "id\n4\n")));
        } finally {
            System.clearProperty("dromedary.ledger.keep-jobs");
        }
        assertThat(ledger.job().items().get(0).name()).endsWith("4.csv");
    }

    /** Makes the oldest jobs older. */
    private void age(int jobs, int days) throws SQLException {
        try (Connection connection = h2();
                Statement statement = connection.createStatement()) {
            statement.execute(("UPDATE dromedary_ledger.job SET ended_at = ended_at - INTERVAL '%d' DAY WHERE id IN"
                            + " (SELECT id FROM dromedary_ledger.job ORDER BY created_at FETCH FIRST %d ROWS ONLY)")
                    .formatted(days, jobs));
        }
    }

    private Connection h2() throws SQLException {
        return DriverManager.getConnection(h2Url(), "dromedary", "");
    }

    private String h2Url() {
        return "jdbc:h2:file:" + ledger.url() + ";DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE";
    }

    @Test
    void theLedgerOfAnEarlierVersionIsBroughtUpToDate() throws IOException, SQLException {
        Flyway.configure()
                .dataSource(h2Url(), "dromedary", "")
                .schemas("dromedary_ledger")
                .table("schema_history")
                .locations("classpath:db/ledger")
                .target("1")
                .load()
                .migrate();
        try (Connection connection = h2();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    INSERT INTO dromedary_ledger.job
                        (id, kind, name, state, specification, created_at, program, host, kernel, pid,
                         process_started, seen_at, row_count, rejected_count, byte_count, items_total, items_ended)
                    VALUES ('00000000-0000-0000-0000-000000000001', 'export', 'old', 'succeeded', '{}',
                        DATE '2020-01-01', 'Dromedary 0', 'h', '', 1, 1, DATE '2020-01-01', 5, 0, 0, 0, 0)""");
        }

        ledger.run("run", job(file("a.csv", "id\n1\n")));

        assertThat(ledger.jobs()).extracting(entry -> entry.start().name()).isEqualTo(List.of("daily", "old"));
    }

    @Test
    void nothingIsKeptOfATrialNorWithoutALedger() throws IOException {
        Path job = job(file("a.csv", "id\n1\n"));
        ledger.run("run", job, "--set", "import_settings.dry_run=true");
        assertThat(ledger.jobs()).isEmpty();

        var off = new Ledger("off");
        assertThat(off.run("run", job).err()).isEmpty();
        assertThat(off.run("jobs").err()).contains("dromedary.ledger.url is off, so that no history of jobs is kept.");
    }
}
