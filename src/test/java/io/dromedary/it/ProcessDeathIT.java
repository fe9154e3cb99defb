package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Our own process dies: nothing half is ever seen, and the next run cleans up. */
@Timeout(300)
class ProcessDeathIT {
    private static final TestPostgres DB = TestPostgres.createDatabase();
    private static final int ROWS = 1_500_000;
    private static final int SIGTERM_EXIT = 143;
    private static final int KILLS = 10;

    @TempDir
    private Path directory;

    @BeforeAll
    static void createTable() {
        DB.execute(
                "CREATE TABLE noise AS SELECT i, md5(i::text) AS text FROM generate_series(1, %d) i".formatted(ROWS),
                "CREATE TABLE slow AS SELECT 1 AS i FROM generate_series(1, 100)",
                "ANALYZE");
    }

    @Test
    void aKillAtAnyMomentLeavesNothingHalf() throws Exception {
        var random = new Random(7);
        Path job = job().table("noise").write();
        for (int i = 0; i < KILLS; i++) {
            Process process = Launcher.start(directory, "run", job.toString());
            if (!process.waitFor(300 + random.nextInt(2500), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
            for (Path published : published()) {
                assertThat(DuckDb.count(published)).isEqualTo(ROWS);
                assertThat(published.resolve("_export_metadata.json")).exists();
            }
        }

        Cli.Outcome outcome = Cli.run("run", "--quiet", job);

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(published()).isNotEmpty().allSatisfy(table -> assertThat(DuckDb.count(table))
                .isEqualTo(ROWS));
        assertNoLeftovers();
    }

    @Test
    void sigtermCancelsTheQueriesAndRemovesTheFiles() throws Exception {
        Path job = job().entry(Map.of("name", "sleepy", "query", "select i, pg_sleep(1)::text as s from slow"))
                .write();
        Process process = Launcher.start(directory, "run", job.toString());
        awaitSleepingQueries(1);

        process.destroy();

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(SIGTERM_EXIT);
        awaitSleepingQueries(0);
        assertThat(published()).isEmpty();
        assertNoLeftovers();
    }

    private static void awaitSleepingQueries(int count) {
        String sql = "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'COPY%pg_sleep%'";
        while (!DB.queryText(sql).equals(Integer.toString(count))) {
            Thread.onSpinWait();
        }
    }

    private JobFile job() {
        return new JobFile(directory, DB).setting("chunk_size", 200_000);
    }

    private List<Path> published() throws IOException {
        Path exports = directory.resolve("exports");
        if (!Files.exists(exports)) {
            return List.of();
        }
        try (Stream<Path> tables = Files.list(exports)) {
            return tables.filter(path -> !path.getFileName().toString().startsWith("."))
                    .toList();
        }
    }

    private void assertNoLeftovers() {
        Path temp = directory.resolve("exports/.temp");
        assertThat(temp).satisfiesAnyOf(path -> assertThat(path).doesNotExist(), path -> assertThat(path)
                .isEmptyDirectory());
    }
}
