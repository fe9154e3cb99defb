package io.dromedary.camel;

import io.dromedary.export.ChunkExporter;
import io.dromedary.export.Exporter;
import io.dromedary.export.JobReporter;
import io.dromedary.export.Publisher;
import io.dromedary.export.TableStager;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/** What the routes of the export side refer to by name. Made once: beans in YAML would be made once for each file. */
final class ExportBeans {
    private static final long IDLE_SECONDS = 10;

    private final Map<String, Object> beans = new LinkedHashMap<>();

    /**
     * The beans around an exporter.
     *
     * @param tableThreads tables of all jobs at once
     * @param chunkThreads chunks of all tables of all jobs at once
     */
    ExportBeans(Exporter exporter, int tableThreads, int chunkThreads) {
        beans.put("exporter", exporter);
        beans.put("chunkExporter", new ChunkExporter(exporter));
        beans.put("tableStager", new TableStager());
        beans.put("publisher", new Publisher(exporter));
        beans.put("jobReporter", new JobReporter());
        beans.put("chunkResults", new ChunkResultsAggregation(exporter));
        beans.put("stagedTables", (AggregationStrategy) (before, table) -> keepFirst(before, table));
        beans.put("tablePool", pool("table", tableThreads));
        // A feed that waits for room takes a thread for each table in progress; chunks that have room must find one
        // too.
        beans.put("chunkPool", pool("chunk", chunkThreads + tableThreads));
    }

    /** By name. */
    Map<String, Object> byName() {
        return beans;
    }

    /** Stops the pools. */
    void close() {
        beans.values().stream().filter(ExecutorService.class::isInstance).forEach(pool -> ((ExecutorService) pool)
                .shutdownNow());
    }

    /** The session knows its tables; the split only has to wait for them. */
    private static Exchange keepFirst(Exchange before, Exchange table) {
        return before == null ? table : before;
    }

    private static ExecutorService pool(String name, int threads) {
        var number = new AtomicInteger();
        var pool = new ThreadPoolExecutor(
                threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    var thread = new Thread(work, name + "-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
