package io.dromedary.export;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.table.TableId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A table of which nothing was published.
 *
 * @param table which one
 * @param category who has to act
 * @param reason what went wrong, where, and what to do
 */
public record FailedTable(TableId table, FailureCategory category, String reason) {
    private static final Logger LOG = LoggerFactory.getLogger(FailedTable.class);

    /** Logs a table's failure and tells its session. */
    static FailedTable note(ExportSession session, TableId table, Throwable cause) {
        var failed = cause instanceof DromedaryException known
                ? new FailedTable(table, known.category(), String.valueOf(known.getMessage()))
                : new FailedTable(table, FailureCategory.BUG, "%s: %s; please report this.".formatted(table, cause));
        LOG.error("{} failed with error: {}", table, failed.reason());
        LOG.debug("{} failed", table, cause);
        session.failed(failed);
        return failed;
    }
}
