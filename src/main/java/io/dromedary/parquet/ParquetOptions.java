package io.dromedary.parquet;

import java.util.List;
import java.util.Map;

/**
 * How a file is laid out.
 *
 * @param codec how its pages are compressed
 * @param rowGroupBytesMax a row group is closed when it occupies this many bytes of memory: what bounds memory
 * @param rowGroupRowsMax a row group is closed after this many rows
 * @param dictionary whether columns may be dictionary-encoded where that is smaller
 * @param columns what is asked for of columns, by name
 * @param sortedBy what the rows are sorted by, the first column first; the footer says so
 */
public record ParquetOptions(
        Codec codec,
        long rowGroupBytesMax,
        int rowGroupRowsMax,
        boolean dictionary,
        Map<String, ColumnOptions> columns,
        List<SortedColumn> sortedBy) {
    public static final int ROW_GROUP_ROWS_MAX = 1 << 20;

    public ParquetOptions {
        columns = Map.copyOf(columns);
        sortedBy = List.copyOf(sortedBy);
        if (rowGroupBytesMax < 1 || rowGroupRowsMax < 1) {
            throw new IllegalArgumentException("A row group holds at least one row and one byte");
        }
    }

    /** A layout in which no column has wishes, of rows in any order. */
    public ParquetOptions(Codec codec, long rowGroupBytesMax, int rowGroupRowsMax, boolean dictionary) {
        this(codec, rowGroupBytesMax, rowGroupRowsMax, dictionary, Map.of(), List.of());
    }
}
