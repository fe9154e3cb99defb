package io.dromedary.parquet;

import org.apache.parquet.format.ColumnChunk;
import org.jspecify.annotations.Nullable;

/**
 * A column chunk that is in the file, and its indexes, which follow behind the last row group.
 *
 * @param chunk for the footer
 * @param columnIndex encoded; null if its pages have no bounds
 * @param offsetIndex encoded
 * @param bloomFilter encoded; null if it has none
 */
record FinishedChunk(
        ColumnChunk chunk,
        @Nullable ByteSegments columnIndex,
        ByteSegments offsetIndex,
        @Nullable ByteSegments bloomFilter) {

    /** The same with a filter. */
    FinishedChunk with(ByteSegments filter) {
        return new FinishedChunk(chunk, columnIndex, offsetIndex, filter);
    }

    /** The same without the filter, which is in the file now. */
    FinishedChunk withoutFilter() {
        return new FinishedChunk(chunk, columnIndex, offsetIndex, null);
    }
}
