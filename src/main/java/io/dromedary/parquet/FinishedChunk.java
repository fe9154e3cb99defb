package io.dromedary.parquet;

import org.apache.parquet.format.ColumnChunk;
import org.jspecify.annotations.Nullable;

/**
 * A column chunk that is in the file, and its indexes, which follow behind the last row group.
 *
 * @param chunk for the footer
 * @param columnIndex encoded; null if its pages have no bounds
 * @param offsetIndex encoded
 */
record FinishedChunk(ColumnChunk chunk, @Nullable ByteSegments columnIndex, ByteSegments offsetIndex) {}
