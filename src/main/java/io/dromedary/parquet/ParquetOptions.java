package io.dromedary.parquet;

/**
 * How a file is laid out.
 *
 * @param codec how its pages are compressed
 * @param rowGroupBytesMax a row group is closed when it occupies this many bytes of memory: what bounds memory
 * @param rowGroupRowsMax a row group is closed after this many rows
 * @param dictionary whether columns may be dictionary-encoded where that is smaller
 */
public record ParquetOptions(Codec codec, long rowGroupBytesMax, int rowGroupRowsMax, boolean dictionary) {
    public static final int ROW_GROUP_ROWS_MAX = 1 << 20;

    public ParquetOptions {
        if (rowGroupBytesMax < 1 || rowGroupRowsMax < 1) {
            throw new IllegalArgumentException("A row group holds at least one row and one byte");
        }
    }
}
