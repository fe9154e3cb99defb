package io.dromedary.files;

import io.dromedary.dialect.RowArrangement.PartitionKey;
import io.dromedary.dialect.RowArrangement.SortKey;
import io.dromedary.parquet.ColumnOptions;
import java.util.List;
import java.util.Map;

/**
 * What is asked for of the rows and columns of a table's files.
 *
 * @param partitionBy what directories are made by; empty: all files are in one
 * @param partitionColumnsInFiles whether columns that directories are named after are in the files too
 * @param sortBy what rows are sorted by in each file
 * @param columns what is asked for of columns, by name
 */
public record TableLayout(
        List<PartitionKey> partitionBy,
        boolean partitionColumnsInFiles,
        List<SortKey> sortBy,
        Map<String, ColumnOptions> columns) {
    /** Nothing. */
    public static final TableLayout NONE = new TableLayout(List.of(), false, List.of(), Map.of());

    public TableLayout {
        partitionBy = List.copyOf(partitionBy);
        sortBy = List.copyOf(sortBy);
        columns = Map.copyOf(columns);
    }

    /** Whether files lie in directories of partitions. */
    public boolean isPartitioned() {
        return !partitionBy.isEmpty();
    }
}
