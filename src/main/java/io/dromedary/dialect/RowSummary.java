package io.dromedary.dialect;

import java.util.List;

/**
 * What rows come to, in whatever order they are.
 *
 * @param rows how many
 * @param hash the sum of the hashes of all rows; empty if it was not asked for
 * @param columns in the order asked
 */
public record RowSummary(long rows, String hash, List<ColumnSummary> columns) {
    public RowSummary {
        columns = List.copyOf(columns);
    }
}
