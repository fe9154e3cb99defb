package io.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.export.FailedTable;
import io.dromedary.export.JobReport;
import io.dromedary.export.Threading;
import io.dromedary.failure.FailureCategory;
import io.dromedary.testing.ExportRequests;
import io.dromedary.testing.FakeDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StoppingTest {
    private final Path location;
    private final DromedaryRuntime runtime = TestRuntime.start(Map.of());
    private final FakeDatabase database = new FakeDatabase();
    private final CountDownLatch reading = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    StoppingTest(@TempDir Path location) {
        this.location = location;
    }

    @AfterEach
    void stop() {
        runtime.close();
        assertThat(database.open()).isZero();
        assertThat(location.resolve(".temp")).doesNotExist();
    }

    private JobReport run() {
        return runtime.run(ExportRequests.of(database, location, new Threading(2, 2, 4)));
    }

    private void waitAtChunk(int wanted) {
        database.onCancel(goOn::countDown).reading((table, number) -> {
            if (number == wanted) {
                reading.countDown();
                await(goOn);
            }
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void cancelsWhatRunsAndRemovesItsFiles() {
        database.with("a", 50);
        waitAtChunk(10);
        CompletableFuture<JobReport> report = CompletableFuture.supplyAsync(this::run);
        await(reading);

        runtime.cancel(Duration.ofSeconds(30));

        assertThat(database.open()).isZero();
        assertThat(location.resolve(".temp")).doesNotExist();
        assertThat(report.join().failed()).extracting(FailedTable::category).containsExactly(FailureCategory.CANCELLED);
    }

    @Test
    void waitsNoLongerThanAskedFor() {
        database.with("a", 1).reading((table, number) -> {
            reading.countDown();
            await(goOn);
        });
        CompletableFuture<JobReport> report = CompletableFuture.supplyAsync(this::run);
        await(reading);

        runtime.cancel(Duration.ofMillis(50));

        assertThat(report).isNotDone();
        goOn.countDown();
        report.join();
    }

    @Test
    void letsJobsFinishWhenServingEnds() {
        database.with("a", 5);
        waitAtChunk(3);
        CompletableFuture<JobReport> report = CompletableFuture.supplyAsync(this::run);
        await(reading);
        CompletableFuture<Void> stopping =
                CompletableFuture.runAsync(() -> runtime.stopServing(Duration.ofSeconds(30)));

        goOn.countDown();
        stopping.join();

        assertThat(report.join().failed()).isEmpty();
        assertThat(location.resolve("public_a")).exists();
    }

    @Test
    void cancelsJobsThatDoNotFinishInTime() {
        database.with("a", 5);
        waitAtChunk(3);
        CompletableFuture<JobReport> report = CompletableFuture.supplyAsync(this::run);
        await(reading);

        runtime.stopServing(Duration.ofMillis(50));

        assertThat(report.join().failed()).extracting(FailedTable::category).containsExactly(FailureCategory.CANCELLED);
    }

    @Test
    void startsNoJobAnyMore() {
        database.with("a", 1);

        runtime.cancel(Duration.ofSeconds(1));

        assertThat(run().failed()).extracting(FailedTable::category).containsExactly(FailureCategory.CANCELLED);
    }
}
