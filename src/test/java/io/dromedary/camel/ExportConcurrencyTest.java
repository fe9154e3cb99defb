package io.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.export.ExportListener;
import io.dromedary.export.ExportPlan;
import io.dromedary.export.Exporter;
import io.dromedary.export.FailedTable;
import io.dromedary.export.StagedTable;
import io.dromedary.export.Threading;
import io.dromedary.testing.ExportRequests;
import io.dromedary.testing.FakeDatabase;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ExportConcurrencyTest {
    private final Path location;
    private final AtomicLong rowsStaged = new AtomicLong();
    private final Set<String> jobs = ConcurrentHashMap.newKeySet();

    ExportConcurrencyTest(@TempDir Path location) {
        this.location = location;
    }

    /** Takes the place of the publisher. */
    public static final class Nowhere {
        /** Called by the route. */
        public StagedTable publish(StagedTable table) {
            return table;
        }

        /** Never called by the route. */
        public FailedTable failed(StagedTable table, Throwable cause) {
            throw new AssertionError(table.toString(), cause);
        }
    }

    private DromedaryRuntime runtime(ChunkTraffic traffic) {
        var listener = new ExportListener() {
            @Override
            public void jobStarted(ExportPlan plan) {
                jobs.add(plan.jobId());
            }

            @Override
            public void tableStaged(StagedTable table) {
                rowsStaged.addAndGet(table.rows());
            }
        };
        return TestRuntime.start(
                Map.of("exporter", new Exporter(listener), "chunkExporter", traffic, "publisher", new Nowhere()));
    }

    @Test
    void keepsTheLimitsOfEveryJobAndNeverLocksUp() {
        int jobsAtOnce = 20; // More than the pools have threads for.
        var traffic = new ChunkTraffic(300);
        ExecutorService callers = Executors.newFixedThreadPool(jobsAtOnce);
        try (DromedaryRuntime runtime = runtime(traffic)) {
            Stream<CompletableFuture<Void>> running = IntStream.range(0, jobsAtOnce)
                    .mapToObj(job -> CompletableFuture.runAsync(() -> run(runtime, 3, 200, 4, 3), callers));
            running.toList().forEach(CompletableFuture::join);
        } finally {
            callers.shutdownNow();
        }

        assertThat(rowsStaged).hasValue(jobsAtOnce * 600L);
        assertThat(jobs).hasSize(jobsAtOnce).allSatisfy(job -> {
            assertThat(traffic.mostOfTable(job)).isLessThanOrEqualTo(2);
            assertThat(traffic.mostOfJob(job)).isLessThanOrEqualTo(4);
        });
        // The limits are reached, too; else this test would pass with one thread.
        assertThat(jobs).anyMatch(job -> traffic.mostOfJob(job) == 4);
    }

    @Test
    void passesSixtyThousandChunks() {
        try (DromedaryRuntime runtime = runtime(new ChunkTraffic(0))) {
            run(runtime, 1, 60_000, 4, 1);
        }

        assertThat(rowsStaged).hasValue(60_000);
    }

    @Test
    void hasNoMoreTablesInProgressThanAskedFor() {
        var traffic = new ChunkTraffic(2000);
        try (DromedaryRuntime runtime = runtime(traffic)) {
            // One chunk for each table, so that chunks in progress are tables in progress.
            run(runtime, 40, 1, 100, 3);
        }

        assertThat(rowsStaged).hasValue(40);
        assertThat(jobs).allSatisfy(job -> assertThat(traffic.mostOfJob(job)).isEqualTo(3));
    }

    private void run(DromedaryRuntime runtime, int tables, int chunks, int chunksAtOnce, int tableThreads) {
        var database = new FakeDatabase();
        IntStream.range(0, tables).forEach(table -> database.with("table" + table, chunks));
        runtime.run(ExportRequests.of(database, location, new Threading(tableThreads, 2, chunksAtOnce)));
    }
}
