package io.dromedary.export;

import io.dromedary.table.TableId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A table that this run need not export: the run of the same name has published it before.
 *
 * @param table which one
 * @param batchId the name of the run
 * @param path where it was published
 */
public record SkippedTable(TableId table, String batchId, String path) {
    private static final Logger LOG = LoggerFactory.getLogger(SkippedTable.class);

    /** Logs it. */
    SkippedTable noted() {
        LOG.info("{}", text());
        return this;
    }

    /** For people. */
    public String text() {
        return "%s: already processed, skipping: %s has the files of batch %s".formatted(table, path, batchId);
    }
}
