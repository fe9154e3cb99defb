package io.dromedary.export;

import io.dromedary.failure.FailureCategory;
import io.dromedary.table.TableId;

/**
 * A table of which nothing was published.
 *
 * @param table which one
 * @param category who has to act
 * @param reason what went wrong, where, and what to do
 */
public record FailedTable(TableId table, FailureCategory category, String reason) {}
