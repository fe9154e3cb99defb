package io.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.export.JobReport;
import io.dromedary.export.PublishedTable;
import io.dromedary.export.StagedTable;
import io.dromedary.export.Threading;
import io.dromedary.testing.ExportRequests;
import io.dromedary.testing.FakeDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ExportConcurrencyTest {
    private final Path location;

    ExportConcurrencyTest(@TempDir Path location) {
        this.location = location;
    }

    /** Takes the place of the publisher. */
    public static final class Nowhere {
        /** Called by the route. */
        public PublishedTable publish(StagedTable table) {
            return new PublishedTable(table, Path.of("nowhere"));
        }
    }

    private static DromedaryRuntime runtime(ChunkTraffic traffic) {
        return TestRuntime.start(Map.of("chunkExporter", traffic, "publisher", new Nowhere()));
    }

    @Test
    void keepsTheLimitsOfEveryJobAndNeverLocksUp() {
        int jobs = 20; // More than the pools have threads for.
        var traffic = new ChunkTraffic(300);
        ExecutorService callers = Executors.newFixedThreadPool(jobs);
        try (DromedaryRuntime runtime = runtime(traffic)) {
            List<CompletableFuture<JobReport>> reports = IntStream.range(0, jobs)
                    .mapToObj(job -> CompletableFuture.supplyAsync(() -> run(runtime, 3, 200, 4), callers))
                    .toList();

            for (CompletableFuture<JobReport> report : reports) {
                assertThat(report.join().rows()).isEqualTo(600);
                String jobId = report.join().plan().jobId();
                assertThat(traffic.mostOfTable(jobId)).isLessThanOrEqualTo(2);
                assertThat(traffic.mostOfJob(jobId)).isLessThanOrEqualTo(4);
            }
            // The limits are reached, too; else this test would pass with one thread.
            assertThat(reports)
                    .anyMatch(report -> traffic.mostOfJob(report.join().plan().jobId()) == 4);
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void passesSixtyThousandChunks() {
        try (DromedaryRuntime runtime = runtime(new ChunkTraffic(0))) {
            assertThat(run(runtime, 1, 60_000, 4).rows()).isEqualTo(60_000);
        }
    }

    @Test
    void hasNoMoreTablesInProgressThanAskedFor() {
        var tables = new ChunkTraffic(2000);
        try (DromedaryRuntime runtime = runtime(tables)) {
            // One chunk for each table, so that chunks in progress are tables in progress.
            JobReport report = run(runtime, 40, 1, 100, 3);

            assertThat(report.rows()).isEqualTo(40);
            assertThat(tables.mostOfJob(report.plan().jobId())).isEqualTo(3);
        }
    }

    private JobReport run(DromedaryRuntime runtime, int tables, int chunks, int chunksAtOnce) {
        return run(runtime, tables, chunks, chunksAtOnce, tables);
    }

    private JobReport run(DromedaryRuntime runtime, int tables, int chunks, int chunksAtOnce, int tableThreads) {
        var database = new FakeDatabase();
        IntStream.range(0, tables).forEach(table -> database.with("table" + table, chunks));
        return runtime.run(ExportRequests.of(database, location, new Threading(tableThreads, 2, chunksAtOnce)));
    }
}
