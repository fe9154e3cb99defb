package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers that share an inbox, are killed, or are stopped: each file is loaded once. */
@Timeout(240)
class InboxDeathIT {
    private static final TestPostgres DATABASE = TestPostgres.createDatabase();
    private static final int FILES = 200;
    private static final int ROWS = 1000;

    private final InboxServer server;

    InboxDeathIT(@TempDir Path directory) throws IOException {
        DATABASE.execute(
                "DROP TABLE IF EXISTS shared",
                "DROP SCHEMA IF EXISTS dromedary CASCADE",
                "CREATE TABLE shared (id int)");
        server = new InboxServer(DATABASE, directory);
        server.job("shared");
    }

    private void drop(int files) throws IOException {
        for (int i = 0; i < files; i++) {
            var rows = new StringBuilder("id\n");
            for (int row = 0; row < ROWS; row++) {
                rows.append(i * ROWS + row).append('\n');
            }
            server.drop("shared", "%03d.csv".formatted(i), rows.toString());
        }
    }

    private List<String> done() {
        return server.departed("shared", "done").stream()
                .filter(name -> name.endsWith(".csv"))
                .toList();
    }

    private void assertEachIsLoadedOnce() throws IOException {
        assertThat(DATABASE.queryText("SELECT count(*) || ' ' || count(DISTINCT id) FROM shared"))
                .isEqualTo("%d %d".formatted(FILES * ROWS, FILES * ROWS));
        assertThat(server.waiting("shared")).isEmpty();
        assertThat(server.departed("shared", "failed")).isEmpty();
    }

    @Test
    void twoServersLoadEachFileOnce() throws Exception {
        try (server) {
            server.start();
            server.start();
            drop(FILES);
            InboxServer.await("all files", () -> done().size() == FILES);
        }

        assertEachIsLoadedOnce();
        assertThat(server.departed("shared", "done")).hasSize(FILES);
        assertThat(server.log(0) + server.log(1)).doesNotContain("ERROR", "WARN");
    }

    @Test
    void afterAKillAnotherServerGoesOn() throws Exception {
        drop(FILES);
        try (server) {
            for (int kill = 1; kill <= 3; kill++) {
                Process killed = server.start();
                int enough = kill * FILES / 5;
                InboxServer.await("some files", () -> done().size() >= enough);
                killed.destroyForcibly().waitFor();
            }
            server.start();
            InboxServer.await("all files", () -> done().size() == FILES);
        }

        assertEachIsLoadedOnce();
    }

    @Test
    void aStopLeavesWhatIsNotLoadedInTheInbox() throws Exception {
        var rows = new StringBuilder("id\nx\n");
        rows.append("1\n".repeat(3_000_000));
        server.job("shared", "on_error: reject");
        server.drop("shared", "large.csv", rows.toString());
        server.drop("shared", "next.csv", "id\n5\n");
        try (server) {
            Process stopped = server.start("-Ddromedary.shutdown-timeout-seconds=0");
            InboxServer.await(
                    "rows on their way",
                    () -> Files.exists(server.inbox("shared").resolve(".rejected/large.csv.rejected")));
            long start = System.nanoTime();
            stopped.destroy();
            assertThat(stopped.waitFor(30, TimeUnit.SECONDS)).isTrue();

            assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(10));
            assertThat(server.waiting("shared")).containsExactly("large.csv", "next.csv");
            assertThat(server.inbox("shared").resolve(".rejected")).isEmptyDirectory();
            assertThat(DATABASE.queryText("SELECT count(*) FROM shared")).isEqualTo("0");
            assertThat(server.log(0)).contains("large.csv: the load was stopped. Nothing of it is visible");

            server.start();
            InboxServer.await("both files", () -> done().size() == 2);
        }
        assertThat(DATABASE.queryText("SELECT count(*) FROM shared")).isEqualTo("3000001");
    }
}
