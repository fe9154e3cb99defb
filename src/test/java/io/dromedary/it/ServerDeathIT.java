package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.failure.FailureCategory;
import io.dromedary.it.Cli.Outcome;
import io.dromedary.testing.TcpProxy;
import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The server ends all our connections at the n-th network read: the table is exported whole, or not at all. */
@Timeout(120)
class ServerDeathIT {
    private static final TestPostgres DB = TestPostgres.createDatabase();
    private static final int ROWS = 300_000;

    @TempDir
    private Path directory;

    @BeforeAll
    static void createTable() {
        DB.execute(
                "CREATE TABLE noise AS SELECT i, md5(i::text) AS text FROM generate_series(1, %d) i".formatted(ROWS),
                "ANALYZE noise");
    }

    static IntStream reads() {
        return IntStream.rangeClosed(1, 20);
    }

    @ParameterizedTest
    @MethodSource("reads")
    void everyConnectionDiesAtRead(int n) throws IOException {
        String terminate =
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '%s' AND pid <> pg_backend_pid()"
                        .formatted(DB.database());
        try (var proxy = new TcpProxy(DB.port(), n, () -> DB.execute(terminate))) {
            Outcome outcome = Cli.run("run", "--quiet", job(proxy.port()).write());

            assertThat(proxy.reads()).as("the fault has happened").isGreaterThanOrEqualTo(n);
            assertWholeOrNothing(outcome);
        }
        Outcome next = Cli.run(
                "run",
                job(DB.port()).setting("conflict_resolution", "overwrite").write());
        assertThat(next.exitCode()).as(next.err()).isZero();
        assertThat(DuckDb.count(directory.resolve("exports/public_noise"))).isEqualTo(ROWS);
    }

    private void assertWholeOrNothing(Outcome outcome) {
        Path published = directory.resolve("exports/public_noise");
        if (outcome.exitCode() == 0) {
            assertThat(DuckDb.count(published)).isEqualTo(ROWS);
        } else {
            assertThat(outcome.exitCode()).isEqualTo(FailureCategory.SOURCE.exitCode());
            assertThat(outcome.err()).startsWith("error: ").doesNotContain("\tat ");
            assertThat(published).doesNotExist();
        }
    }

    private JobFile job(int port) {
        return new JobFile(directory, DB)
                .database("port", port)
                .setting("chunk_size", 100_000)
                .table("noise");
    }
}
