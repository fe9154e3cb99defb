package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.it.Cli.Outcome;
import io.dromedary.ledger.JobEntry;
import io.dromedary.ledger.JobHistory;
import io.dromedary.ledger.JobProgress;
import io.dromedary.ledger.State;
import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ledger while jobs run, when their processes die, and when it cannot be written. */
class LedgerProcessesIT {
    private static final TestPostgres DATABASE = TestPostgres.createDatabase();
    private static final int ROWS = 900_000;

    @TempDir
    private Path directory;

    private static String url() {
        return "postgresql://postgres:postgres@127.0.0.1:%d/%s".formatted(DATABASE.port(), DATABASE.database());
    }

    /** A file of some megabytes, and a table that takes some seconds for it. */
    private Path slowLoad(String table) throws IOException {
        DATABASE.execute(
                "CREATE OR REPLACE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                        + " IF NEW.id % 1000 = 0 THEN PERFORM pg_sleep(0.004); END IF; RETURN NEW; END $$",
                "DROP TABLE IF EXISTS " + table,
                "CREATE TABLE %s (id int, text text)".formatted(table),
                "CREATE TRIGGER wait BEFORE INSERT ON %s FOR EACH ROW EXECUTE FUNCTION wait()".formatted(table));
        Path file = directory.resolve(table + ".csv");
        try (var out = Files.newBufferedWriter(file)) {
            String text = ",%s\n".formatted("some text ".repeat(12));
            out.write("id,text\n");
            for (int i = 0; i < ROWS; i++) {
                out.write(i + text);
            }
        }
        return file;
    }

    private Process startLoad(Ledger ledger, Path file, String table) throws IOException {
        return Launcher.start(
                directory,
                new String[] {ledger.option()},
                "load",
                file.toString(),
                "--into",
                table,
                "--database",
                url());
    }

    @Test
    void aLoadIsSeenAsItGoesOn() throws IOException, InterruptedException {
        Ledger ledger = Ledger.in(directory);
        Process process = startLoad(ledger, slowLoad("watched"), "watched");
        List<JobEntry> seen = new ArrayList<>();
        boolean isLeftShown = false;
        try {
            seen.add(ledger.awaitRunning());
            while (process.isAlive()) {
                seen.add(ledger.jobs().get(0));
                isLeftShown |= ledger.run("jobs").out().contains(" left)");
                Thread.sleep(100);
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        seen.add(ledger.jobs().get(0));

        assertThat(Files.readString(directory.resolve("err.txt"))).isEmpty();
        assertThat(seen).extracting(job -> job.progress().rows()).isSorted().endsWith((long) ROWS);
        assertThat(seen).extracting(job -> job.progress().percent()).isSorted().endsWith(100);
        assertThat(seen).extracting(job -> job.progress().bytes()).isSorted();
        assertThat(seen.stream()
                        .map(JobEntry::progress)
                        .map(JobProgress::percent)
                        .distinct())
                .as("steps that were seen")
                .hasSizeGreaterThan(3);
        assertThat(seen.get(0).outcome().state()).isEqualTo(State.RUNNING);
        assertThat(isLeftShown).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void aLoadThatWasKilledIsInterrupted(String kind) throws IOException, InterruptedException {
        Ledger ledger = kind.equals("h2") ? Ledger.in(directory) : Ledger.in(TestPostgres.createDatabase());
        Process process = startLoad(ledger, slowLoad("killed"), "killed");
        ledger.awaitRunning();
        assertThat(ledger.job().job().outcome().state()).isEqualTo(State.RUNNING);
        process.destroyForcibly().waitFor();

        JobHistory.Job found = ledger.job();

        assertThat(found.job().outcome().state()).isEqualTo(State.INTERRUPTED);
        assertThat(found.job().outcome().findMessage().orElseThrow())
                .startsWith("Process %d on ".formatted(process.pid()))
                .endsWith(" ended without a word: it was killed, or the machine stopped. Run the job again.");
        assertThat(found.job().times().findEnded()).isPresent();
        assertThat(found.job().seconds()).isPositive();
        assertThat(found.items().get(0).result().state()).isEqualTo(State.INTERRUPTED);
        assertThat(ledger.run("jobs").out()).contains("interrupted");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anExportThatIsStoppedIsCancelledAndOneThatIsKilledInterrupted(boolean isStopped)
            throws IOException, InterruptedException {
        Ledger ledger = Ledger.in(directory);
        DATABASE.execute("CREATE OR REPLACE VIEW slow AS SELECT i, pg_sleep(0.001)::text AS nothing"
                + " FROM generate_series(1, 1000000) i");
        Path job = new JobFile(directory, DATABASE).table("slow").write();
        Process process = Launcher.start(directory, new String[] {ledger.option()}, "run", job.toString());
        try {
            // A table that has not begun when its job ends is cancelled.
            InboxServer.await(
                    "the table",
                    () -> !ledger.jobs().isEmpty()
                            && ledger.job().items().get(0).result().state() == State.RUNNING);
            assertThat(ledger.job().job().outcome().state()).isEqualTo(State.RUNNING);
        } finally {
            if (isStopped) {
                process.destroy();
            } else {
                process.destroyForcibly();
            }
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }

        State expected = isStopped ? State.CANCELLED : State.INTERRUPTED;
        assertThat(ledger.job().job().outcome().state()).isEqualTo(expected);
        assertThat(ledger.job().items().get(0).result().state()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void severalProcessesShareALedger(String kind) throws IOException, InterruptedException {
        Ledger ledger = kind.equals("h2") ? Ledger.in(directory) : Ledger.in(TestPostgres.createDatabase());
        DATABASE.execute("DROP TABLE IF EXISTS shared", "CREATE TABLE shared (id int)");
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Path own = Files.createDirectories(directory.resolve("process" + i));
            Path file = Files.writeString(own.resolve("rows.csv"), "id\n%d%s\n".formatted(i, kind.length()));
            processes.add(Launcher.start(
                    own,
                    new String[] {ledger.option()},
                    "load",
                    file.toString(),
                    "--into",
                    "shared",
                    "--database",
                    url()));
        }
        for (Process process : processes) {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }

        for (int i = 0; i < 3; i++) {
            assertThat(Files.readString(directory.resolve("process%d/err.txt".formatted(i))))
                    .isEmpty();
        }
        assertThat(ledger.jobs())
                .hasSize(3)
                .allMatch(job -> job.outcome().state() == State.SUCCEEDED)
                .allMatch(job -> job.progress().rows() == 1);
    }

    private Outcome loadOne(Ledger ledger, String table) throws IOException {
        DATABASE.execute("DROP TABLE IF EXISTS " + table, "CREATE TABLE %s (id int)".formatted(table));
        Path file = Files.writeString(directory.resolve(table + ".csv"), "id\n1\n");
        Outcome outcome = ledger.run("load", file, "--into", table, "--database", url());
        assertThat(outcome.exitCode()).isZero();
        assertThat(DATABASE.queryText("SELECT count(*) FROM " + table)).isEqualTo("1");
        return outcome;
    }

    @Test
    void aBrokenLedgerIsSaidOnceAndHurtsNoLoad() throws IOException {
        Ledger ledger = Ledger.in(directory);
        Files.createDirectories(ledger.file().getParent());
        Files.write(ledger.file(), "no database ".repeat(2000).getBytes(StandardCharsets.UTF_8));

        Outcome outcome = loadOne(ledger, "unwritten");

        assertThat(outcome.err())
                .hasLineCount(1)
                .startsWith("warning: The ledger %s cannot be written: ".formatted(ledger.file()))
                .contains("Jobs are not affected, but `dromedary jobs` does not know of them.");
        assertThat(ledger.run("jobs").exitCode()).isEqualTo(5);
        assertThat(ledger.run("jobs").err())
                .startsWith("error: The ledger %s cannot be read: ".formatted(ledger.file()));
    }

    @Test
    void aPlaceThatCannotBeWrittenHurtsNoLoad() throws IOException {
        Path noDirectory = Files.writeString(directory.resolve("history"), "a file");

        Outcome outcome = loadOne(new Ledger(noDirectory.resolve("ledger").toString()), "nowhere");

        assertThat(outcome.err()).hasLineCount(1).contains("history/ledger.mv.db cannot be written: ");
    }

    @Test
    void aDatabaseThatIsAwayHurtsNoLoad() throws IOException {
        Outcome outcome = loadOne(new Ledger("jdbc:postgresql://127.0.0.1:1/away?password=" + "Xq7-hidden"), "away");

        assertThat(outcome.err())
                .hasLineCount(1)
                .startsWith("warning: The ledger jdbc:postgresql://127.0.0.1:1/away cannot be written: Connection to")
                .doesNotContain("Xq7-hidden");
    }

    @Test
    void aLedgerThatIsInUseForAWhileIsWaitedFor() throws IOException, SQLException, InterruptedException {
        Ledger ledger = Ledger.in(directory);
        loadOne(ledger, "before");
        Path file = Files.writeString(directory.resolve("during.csv"), "id\n2\n");
        Process process;
        try (Connection other = DriverManager.getConnection(
                "jdbc:h2:file:" + ledger.url() + ";DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE",
                "dromedary",
                "")) {
            process = startLoad(ledger, file, "before");
            for (int i = 0;
                    i < 600
                            && !DATABASE.queryText("SELECT count(*) FROM before")
                                    .equals("2");
                    i++) {
                Thread.sleep(50);
            }
            assertThat(other.isValid(1)).isTrue();
            assertThat(process.isAlive())
                    .as("the load is done, and waits to say so")
                    .isTrue();
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();

        assertThat(Files.readString(directory.resolve("err.txt"))).isEmpty();
        assertThat(ledger.jobs()).hasSize(2).allMatch(job -> job.outcome().state() == State.SUCCEEDED);
    }

    @Test
    void theLogNamesTheJobOfTheLedger() throws IOException, InterruptedException {
        Ledger ledger = Ledger.in(directory);
        DATABASE.execute("DROP TABLE IF EXISTS logged", "CREATE TABLE logged (id int)");
        Path file = Files.writeString(directory.resolve("logged.csv"), "id\n" + "1\n".repeat(30_000));

        Process process = Launcher.start(
                directory,
                new String[] {ledger.option(), "-Ddromedary.log-level=INFO"},
                "load",
                file.toString(),
                "--into",
                "logged",
                "--database",
                url());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

        String job = "Import job %s - ".formatted(ledger.jobs().get(0).start().id());
        assertThat(Files.readString(directory.resolve("err.txt")))
                .containsSubsequence(
                        job + "Starting optimized import",
                        job + "Processing: ",
                        "0,000 rows",
                        job + "Loaded: 30,000 rows into public.logged, 0 rejected, in ");
    }
}
