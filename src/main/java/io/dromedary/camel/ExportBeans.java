package io.dromedary.camel;

import io.dromedary.camel.portable.PortableQuery;
import io.dromedary.camel.portable.PortableSteps;
import io.dromedary.export.ChunkExporter;
import io.dromedary.export.ExportListener;
import io.dromedary.export.Exporter;
import io.dromedary.export.JobReporter;
import io.dromedary.export.PortableChunks;
import io.dromedary.export.Publisher;
import io.dromedary.export.TableStager;
import io.dromedary.settings.S3Settings;
import io.dromedary.staging.s3.S3Connection;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * What the routes of the export side refer to by name. Made in Java, since beans in YAML would be made once for each
 * file. A bean that the context has already under the same name takes the place of ours.
 */
final class ExportBeans {
    /** The name under which a context says how stores are reached. */
    static final String S3_SETTINGS = "dromedaryS3Settings";

    private static final long IDLE_SECONDS = 10;

    private final CamelContext context;
    private final Registry registry;

    private ExportBeans(CamelContext context) {
        this.context = context;
        this.registry = context.getRegistry();
    }

    /** Binds what is missing. The context has to know its properties, and not yet its routes. */
    static void bindTo(CamelContext context) {
        new ExportBeans(context).bind();
    }

    private void bind() {
        Exporter exporter = bean("exporter", Exporter.class, () -> new Exporter(ExportListener.SILENT));
        bean("chunkExporter", Object.class, () -> new ChunkExporter(exporter));
        bean("portableSteps", Object.class, () -> new PortableSteps(new PortableChunks(exporter)));
        bean("portableQuery", Object.class, PortableQuery::new);
        bean("tableStager", Object.class, TableStager::new);
        bean("publisher", Object.class, () -> new Publisher(exporter));
        bean("jobReporter", Object.class, JobReporter::new);
        bean("tableLanes", Object.class, TableLane.Lanes::new);
        bean("endedTables", Object.class, EndedTables::new);
        bean("chunkResults", Object.class, () -> new CollectedChunks(exporter));
        bean("chunkFailureLog", Object.class, ChunkFailureLog::new);
        bindStore();
        int tables = count("{{dromedary.table-pool-size}}");
        int chunks = count("{{dromedary.chunk-pool-size}}");
        bean("tablePool", ExecutorService.class, () -> pool("table", tables));
        // A feed that waits for room takes a thread for each table in progress; chunks that have room must find one
        // too.
        bean("chunkPool", ExecutorService.class, () -> pool("chunk", chunks + tables));
    }

    /** For routes of other people; made when one of them asks for it, since that takes a while. */
    private void bindStore() {
        S3Settings bound = registry.lookupByNameAndType(S3_SETTINGS, S3Settings.class);
        S3Settings settings = bound == null ? S3Settings.DEFAULT : bound;
        if (registry.lookupByNameAndType("s3Client", S3Client.class) == null) {
            registry.bind(
                    "s3Client", S3Client.class, () -> S3Connection.of(settings).client());
        }
    }

    private <T> T bean(String name, Class<T> type, Supplier<? extends T> make) {
        T bean = registry.lookupByNameAndType(name, type);
        if (bean == null) {
            bean = make.get();
            registry.bind(name, bean);
        }
        return bean;
    }

    private int count(String placeholder) {
        return Integer.parseInt(context.resolvePropertyPlaceholders(placeholder));
    }

    /**
     * A pool whose queue has no end, since Camel runs what a full queue rejects in the thread that hands out the work.
     * It is never shut down, since a split whose work is rejected hands out the rest of its chunks to nobody; its
     * threads end when they are idle, and do not keep the process alive.
     */
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
