package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.testing.TcpProxy;
import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody changes a table while it is read: the export is of one point in time, or fails by name. */
@Timeout(120)
class ChangingTableIT {
    private static final int ROWS = 300_000;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TRUNCATE noise",
                "ALTER TABLE noise ALTER COLUMN i TYPE bigint",
                "ALTER TABLE noise DROP COLUMN text",
                "ALTER TABLE noise ADD COLUMN more int",
                "DELETE FROM noise WHERE i % 2 = 0",
                "UPDATE noise SET i = -i",
                "INSERT INTO noise SELECT i, 'late' FROM generate_series(1, 100000) i",
                "DROP TABLE noise",
            })
    void aChangeAtAnyRead(String change) throws IOException {
        for (int n : new int[] {3, 16, 24}) {
            var db = TestPostgres.createDatabase();
            db.execute(
                    "CREATE TABLE noise AS SELECT i, md5(i::text) AS text FROM generate_series(1, %d) i"
                            .formatted(ROWS),
                    "ANALYZE noise");
            var changed = new CompletableFuture<CompletableFuture<Void>>();
            try (var proxy = new TcpProxy(
                    db.port(), n, () -> changed.complete(CompletableFuture.runAsync(() -> db.execute(change))))) {
                assertOnePointInTime(db, proxy.port(), n);
            }
            assertThat(changed).as("the change was made").isDone();
            changed.join().join();
        }
    }

    private void assertOnePointInTime(TestPostgres db, int port, int n) {
        Path here = directory.resolve("at" + n);
        assertThat(here.toFile().mkdirs()).isTrue();
        var job = new JobFile(here, db)
                .database("port", port)
                .setting("chunk_size", 100_000)
                .table("noise");

        Cli.Outcome outcome = Cli.run("run", "--quiet", job.write());

        Path published = here.resolve("exports/public_noise");
        if (outcome.exitCode() == 0) {
            // Before or after the change, never between: all changes here leave 0, half, all or all and a third.
            assertThat(DuckDb.count(published)).isIn(0L, ROWS / 2L, (long) ROWS, ROWS + 100_000L);
            if (DuckDb.count(published) == ROWS) {
                assertThat(DuckDb.query("select abs(sum(i)) from " + DuckDb.files(published)))
                        .containsExactly(Long.toString(ROWS * (ROWS + 1L) / 2));
            }
        } else {
            assertThat(outcome.err()).contains("public.noise").doesNotContain("\tat ");
            assertThat(published).doesNotExist();
        }
    }
}
