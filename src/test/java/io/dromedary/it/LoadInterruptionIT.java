package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.testing.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A load that is told to end: it does, at once, with a word, and nothing of it is left. */
@Timeout(120)
class LoadInterruptionIT {
    private static final TestPostgres DATABASE = TestPostgres.createDatabase();
    private static final int SIGTERM_EXIT = 143;
    private static final int ROWS = 200_000;

    @TempDir
    private Path directory;

    private static String url() {
        return "postgresql://postgres:postgres@127.0.0.1:%d/%s".formatted(DATABASE.port(), DATABASE.database());
    }

    private static void awaitQuery(String count, String like) throws InterruptedException {
        String sql = "SELECT (count(*) %s)::text FROM pg_stat_activity".formatted(count)
                + " WHERE datname = current_database() AND application_name = 'dromedary' AND " + like;
        InboxServer.await(sql, () -> DATABASE.queryText(sql).equals("true"));
    }

    private void assertStopped(Process process) throws Exception {
        long start = System.nanoTime();
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(10));
        assertThat(process.exitValue()).isEqualTo(SIGTERM_EXIT);
        assertThat(Files.readString(directory.resolve("err.txt")))
                .contains("the load was stopped. Nothing of it is visible; load it again");
        awaitQuery("= 0", "true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"append", "replace", "upsert"})
    void sigtermEndsALoadThatWaitsForTheServer(String mode) throws Exception {
        DATABASE.execute(
                "DROP TABLE IF EXISTS target",
                "CREATE TABLE target (id int PRIMARY KEY)",
                "INSERT INTO target VALUES (-1)");
        var rows = new StringBuilder("id\nx\n");
        for (int i = 0; i < ROWS; i++) {
            rows.append(i).append('\n');
        }
        Path file = Files.writeString(directory.resolve("rows.csv"), rows.toString());
        try (Connection locker = DATABASE.connect();
                Statement statement = locker.createStatement()) {
            locker.setAutoCommit(false);
            statement.execute("LOCK TABLE target IN SHARE MODE");
            Process process = Launcher.start(
                    directory,
                    "load",
                    file.toString(),
                    "--into=target",
                    "--database=" + url(),
                    "--set=import_settings.on_error=reject",
                    "--set=import_settings.mode=" + mode);
            awaitQuery("> 0", "wait_event_type = 'Lock'");

            assertStopped(process);
        }
        assertThat(DATABASE.queryText("SELECT string_agg(id::text, ' ') FROM target"))
                .isEqualTo("-1");
        assertThat(DATABASE.queryText("SELECT count(*) FROM pg_class WHERE relname LIKE '\\_dromedary%'"))
                .isEqualTo("0");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(path -> path.getFileName().toString()).sorted().toList())
                    .isEqualTo(List.of("err.txt", "out.txt", "rows.csv"));
        }
    }

    @Test
    void sigtermEndsALoadThatWaitsForStandardInput() throws Exception {
        DATABASE.execute("DROP TABLE IF EXISTS target", "CREATE TABLE target (id int)");
        Process process = Launcher.start(directory, "load", "-", "--into=target", "--database=" + url());
        process.getOutputStream().write("id\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        process.getOutputStream().write("1\n".repeat(3_000_000).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        awaitQuery("> 0", "query LIKE 'COPY%'");

        assertStopped(process);

        assertThat(DATABASE.queryText("SELECT count(*) FROM target")).isEqualTo("0");
    }
}
