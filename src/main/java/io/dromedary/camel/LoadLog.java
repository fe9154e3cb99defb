package io.dromedary.camel;

import io.dromedary.dialect.WritePlan;
import io.dromedary.load.LoadListener;
import io.dromedary.load.LoadReport;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs how the files of a server's imports go on. */
final class LoadLog implements LoadListener {
    private static final Logger LOG = LoggerFactory.getLogger(LoadLog.class);
    private static final long ROWS_PER_LINE = 10_000;

    private final Map<String, Import> running = new ConcurrentHashMap<>();

    private record Import(UUID id, AtomicLong rows) {}

    @Override
    public void fileStarted(String file, long bytes, WritePlan plan) {
        var started = new Import(UUID.randomUUID(), new AtomicLong());
        running.put(file, started);
        LOG.info("Import job {} - Starting optimized import", started.id());
        LOG.info("Import job {} - {} into {}, {} bytes", started.id(), file, plan.table(), bytes);
    }

    @Override
    public void progressed(String file, long bytes, long rows) {
        Import job = running.get(file);
        if (job != null && LOG.isInfoEnabled()) {
            long after = job.rows().addAndGet(rows);
            if (after / ROWS_PER_LINE != (after - rows) / ROWS_PER_LINE) {
                LOG.info(
                        "Import job {} - Processing: {} rows",
                        job.id(),
                        "%,d".formatted(after - after % ROWS_PER_LINE));
            }
        }
    }

    @Override
    public void fileLoaded(LoadReport report) {
        Import job = running.remove(report.file());
        if (job != null) {
            String text = "%,d rows into %s, %,d rejected, in %.1f s"
                    .formatted(report.rows(), report.table(), report.rejected(), report.seconds());
            LOG.info("Import job {} - Loaded: {}", job.id(), text);
        }
    }
}
