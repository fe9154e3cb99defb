package io.dromedary.csv;

import io.dromedary.parquet.Codec;
import io.dromedary.table.Column;
import io.dromedary.table.ColumnVector;
import io.dromedary.table.RowBatch;
import io.dromedary.table.TableFileWriter;
import io.dromedary.table.TableSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Writes CSV files from batches of rows, one after another. Held rows are lines that are not yet compressed. */
public final class CsvFileWriter implements TableFileWriter {
    /** So much is put before the caller gets a look. */
    private static final int SLICE_BYTES = 64 << 10;

    private static final int HELD_BYTES_MIN = SLICE_BYTES;
    private static final int HELD_BYTES_MAX = 4 << 20;

    private final CsvFormat format;
    private final Codec codec;
    private final long heldBytesMax;
    private final List<Column> columns;
    private final TextCell texts;
    private final Cell[] cells;
    private final byte[] nullText;
    private final CsvBuffer held = new CsvBuffer();

    private CompressedOutput out = CompressedOutput.NONE;
    private ColumnVector[] vectors = new ColumnVector[0];
    private final int[] values;
    private int row;
    private long heldRows;
    private long fileRows;
    private double fileBytesOfHeldByte = 1;

    /**
     * Makes a writer that has not started a file.
     *
     * @param schema the columns of all batches; none of them is nested
     * @param memoryBytesMax what it may take of memory, largest lines aside
     */
    public CsvFileWriter(TableSchema schema, CsvFormat format, Codec codec, long memoryBytesMax) {
        this.format = format;
        this.codec = codec;
        heldBytesMax = Math.max(HELD_BYTES_MIN, Math.min(HELD_BYTES_MAX, memoryBytesMax / 2));
        columns = schema.columns();
        texts = new TextCell(format, columns.size() == 1);
        cells = columns.stream().map(column -> Cell.of(column, texts)).toArray(Cell[]::new);
        nullText = format.nullText().getBytes(StandardCharsets.UTF_8);
        values = new int[cells.length];
    }

    @Override
    public void start(OutputStream next) throws IOException {
        out = CompressedOutput.of(next, codec);
        if (format.header()) {
            var line = new CsvBuffer();
            for (int i = 0; i < columns.size(); i++) {
                byte[] name = columns.get(i).name().getBytes(StandardCharsets.UTF_8);
                texts.put(name, 0, name.length, line);
                line.putByte(format.delimiter());
            }
            line.size--;
            line.putAscii(format.lineEnd().text());
            out.write(line.bytes, 0, line.size);
        }
    }

    @Override
    public void take(RowBatch batch) {
        if (batch.columns().size() != cells.length) {
            throw new IllegalArgumentException("The schema has %d columns but the batch has %d"
                    .formatted(cells.length, batch.columns().size()));
        }
        vectors = batch.columns().toArray(ColumnVector[]::new);
        Arrays.fill(values, 0);
        row = 0;
    }

    @Override
    public int append(int rowsMax) throws IOException {
        int enough = held.size + SLICE_BYTES;
        int rows = 0;
        while (rows < rowsMax && (rows == 0 || held.size < enough)) {
            putRow();
            rows++;
        }
        heldRows += rows;
        if (held.size >= heldBytesMax) {
            flush();
        }
        return rows;
    }

    private void putRow() {
        for (int i = 0; i < cells.length; i++) {
            if (i > 0) {
                held.putByte(format.delimiter());
            }
            ColumnVector vector = vectors[i];
            if (vector.nullCount() > 0 && vector.isNull[row]) {
                held.put(nullText);
            } else {
                putValue(cells[i], vector, values[i]++);
            }
        }
        held.putAscii(format.lineEnd().text());
        row++;
    }

    private void putValue(Cell cell, ColumnVector vector, int at) {
        int start = held.size;
        cell.put(vector, at, held);
        int length = held.size - start;
        if (length == nullText.length
                && length > 0
                && cell != texts
                && Arrays.equals(held.bytes, start, held.size, nullText, 0, length)) {
            held.quoteFrom(start);
        }
    }

    @Override
    public void release() {
        vectors = new ColumnVector[0];
    }

    @Override
    public void flush() throws IOException {
        out.write(held.bytes, 0, held.size);
        held.clear();
        fileRows += heldRows;
        heldRows = 0;
        fileBytesOfHeldByte = out.ratio();
    }

    @Override
    public long fileBytes() {
        return out.bytes();
    }

    @Override
    public long fileRows() {
        return fileRows;
    }

    @Override
    public long heldRows() {
        return heldRows;
    }

    @Override
    public long heldBytes() {
        return (long) (held.size * fileBytesOfHeldByte);
    }

    @Override
    public long heldBytesMax() {
        return (long) (heldBytesMax * fileBytesOfHeldByte);
    }

    @Override
    public void end() throws IOException {
        out.finish();
        out = CompressedOutput.NONE;
        fileRows = 0;
    }

    @Override
    public void close() {
        out.close();
    }
}
