package io.dromedary.load;

import java.nio.file.Path;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log with which method a file is written, and how fast that was. */
final class MethodLog {
    private static final Logger LOG = LoggerFactory.getLogger(MethodLog.class);
    private static final double SECONDS_MIN = 0.001;

    private MethodLog() {}

    static void started(Path file, RowEstimate rows, MethodSettings method, int connections) {
        String what = rows.isKnown()
                ? String.format(Locale.ROOT, "%s%,d rows", rows.isExact() ? "" : "about ", rows.rows())
                : "the rows of " + file;
        if (method.method() == Method.COPY) {
            LOG.info("Writing {} to PostgreSQL in blocks of the file", what);
        } else {
            LOG.info("Writing {} to PostgreSQL with batch size {}", what, method.batchSize());
        }
        if (connections > 1) {
            LOG.info("Using up to {} connections for parallel writes", connections);
        }
    }

    static void completed(Method method, long rows, double seconds) {
        String name = method.name().toLowerCase(Locale.ROOT);
        LOG.info("Method '{}' completed in {} seconds", name, String.format(Locale.ROOT, "%.1f", seconds));
        LOG.info(
                "Throughput: {} rows/second",
                String.format(Locale.ROOT, "%,.0f", rows / Math.max(SECONDS_MIN, seconds)));
    }
}
