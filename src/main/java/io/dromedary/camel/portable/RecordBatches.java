package io.dromedary.camel.portable;

import io.dromedary.export.PortableChunk;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.avro.generic.GenericRecord;

/**
 * The rows of a chunk in batches that are bounded by number and by memory, whatever the rows are. A chunk without rows
 * is one batch without rows, so that it becomes a file too.
 */
final class RecordBatches implements Iterator<List<GenericRecord>> {
    /** What a value takes besides its own bytes: object, reference, length. */
    private static final int VALUE_BYTES = 32;

    private final PortableChunk chunk;
    private final Iterator<?> rows;
    private final GenericRecord blank;
    private final int rowsMax;
    private boolean first = true;

    RecordBatches(PortableChunk chunk, Iterator<?> rows, GenericRecord blank, int rowsMax) {
        this.chunk = chunk;
        this.rows = rows;
        this.blank = blank;
        this.rowsMax = rowsMax;
    }

    @Override
    public boolean hasNext() {
        return first || rows.hasNext();
    }

    @Override
    public List<GenericRecord> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("All rows are read");
        }
        first = false;
        var batch = new RecordBatch(blank);
        long bytes = 0;
        while (batch.size() < rowsMax && bytes < chunk.batchBytesMax() && rows.hasNext()) {
            chunk.checkGoingOn();
            var row = (GenericRecord) rows.next();
            batch.add(row);
            bytes += bytes(row);
        }
        return batch;
    }

    private static long bytes(GenericRecord row) {
        long bytes = 0;
        for (int i = 0; i < row.getSchema().getFields().size(); i++) {
            Object value = row.get(i);
            bytes += VALUE_BYTES;
            if (value instanceof String text) {
                bytes += (long) Character.BYTES * text.length();
            } else if (value instanceof ByteBuffer binary) {
                bytes += binary.remaining();
            }
        }
        return bytes;
    }
}
