package io.dromedary.parquet;

import io.dromedary.table.RowBatch;
import io.dromedary.table.TableSchema;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/**
 * Writes one Parquet file from batches of rows.
 *
 * <p>Memory: one row group, encoded and compressed, of at most {@link ParquetOptions#rowGroupBytesMax()}, plus the largest
 * value. Bytes leave in order, so they can be digested and sent on while they are written. Not thread-safe.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class ParquetFileWriter implements Closeable {

    /**
     * Starts a file.
     *
     * @param out where the bytes go; not closed by this writer; should not buffer small writes away from a digest
     * @param schema the columns of all batches
     * @param options the layout
     * @param keyValues what the footer says beside the schema
     */
    public ParquetFileWriter(
            OutputStream out, TableSchema schema, ParquetOptions options, Map<String, String> keyValues)
            throws IOException {
        throw new UnsupportedOperationException("not written yet");
    }

    /** Appends rows; row groups are closed where they are full, also in the middle of a batch. */
    public void write(RowBatch batch) throws IOException {
        throw new UnsupportedOperationException("not written yet");
    }

    /** Rows written so far. */
    public long rowCount() {
        throw new UnsupportedOperationException("not written yet");
    }

    /** Closes the last row group and writes indexes and footer. Without it, what was written is no Parquet file. */
    public void finish() throws IOException {
        throw new UnsupportedOperationException("not written yet");
    }

    /** Frees the codec's memory; does not finish the file. */
    @Override
    public void close() {}
}
