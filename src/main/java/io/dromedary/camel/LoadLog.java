package io.dromedary.camel;

import io.dromedary.dialect.WritePlan;
import io.dromedary.load.LoadListener;
import io.dromedary.load.LoadReport;
import io.dromedary.load.LoadRequest;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs how the files of imports go on: the first ten thousand rows, and then at most a line every second. */
final class LoadLog implements LoadListener {
    private static final Logger LOG = LoggerFactory.getLogger(LoadLog.class);
    private static final long ROWS_PER_LINE = 10_000;
    private static final long LINE_NANOS = TimeUnit.SECONDS.toNanos(1);

    @Override
    public LoadListener of(LoadRequest request) {
        return LOG.isInfoEnabled() ? new FileLog(request.jobId()) : LoadListener.SILENT;
    }

    /** Of one file, while it is loaded. */
    private static final class FileLog implements LoadListener {
        private final String job;
        private final LongAdder rows = new LongAdder();
        private final AtomicLong nextLine = new AtomicLong(System.nanoTime());

        FileLog(String job) {
            this.job = job;
        }

        @Override
        public void fileStarted(String file, long bytes, WritePlan plan) {
            LOG.info("Import job {} - Starting optimized import", job);
            LOG.info("Import job {} - {} into {}, {} bytes", job, file, plan.table(), bytes);
        }

        @Override
        public void progressed(String file, long bytes, long more) {
            rows.add(more);
            long now = System.nanoTime();
            long next = nextLine.get();
            if (now >= next) {
                long whole = rows.sum() / ROWS_PER_LINE * ROWS_PER_LINE;
                if (whole > 0 && nextLine.compareAndSet(next, now + LINE_NANOS)) {
                    LOG.info("Import job {} - Processing: {} rows", job, "%,d".formatted(whole));
                }
            }
        }

        @Override
        public void fileLoaded(LoadReport report) {
            if (report.findLoadedBefore().isPresent()) {
                LOG.info("Import job {} - {} is already loaded, skipping", job, report.file());
                return;
            }
            String text = "%,d rows into %s, %,d rejected, in %.1f s"
                    .formatted(report.rows(), report.table(), report.rejected(), report.seconds());
            LOG.info("Import job {} - Loaded: {}", job, text);
        }
    }
}
