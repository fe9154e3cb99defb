package io.dromedary.parquet;

import io.dromedary.table.Column;
import io.dromedary.table.ColumnVector;
import io.dromedary.table.RowBatch;
import io.dromedary.table.TableSchema;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnOrder;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.TypeDefinedOrder;
import org.apache.parquet.format.Util;

/**
 * Writes one Parquet file from batches of rows.
 *
 * <p>Memory: one row group, encoded and compressed, of at most {@link ParquetOptions#rowGroupBytesMax()}, plus the
 * largest value. Bytes leave in order, so they can be digested and sent on while they are written. Not thread-safe.
 */
public final class ParquetFileWriter implements Closeable {
    static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

    private static final int FORMAT_VERSION = 1;

    /** Rows are appended in slices of at most so many, and so few that they are a small part of a row group. */
    private static final int SLICE_ROWS_MAX = 4096;

    private static final int ROW_GROUP_SLICES = 16;

    private final ParquetOptions options;
    private final Map<String, String> keyValues;
    private final PositionedOutput out;
    private final PageWorkspace workspace;
    private final List<Column> columns;
    private final GeoEntries geometries;
    private final List<SchemaElement> elements;
    private final List<LeafWriter> leaves = new ArrayList<>();
    private final List<RowGroup> rowGroups = new ArrayList<>();
    private final List<FinishedChunk> chunks = new ArrayList<>();
    private long rowCount;
    private int rowGroupRows;

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
        this.out = new PositionedOutput(out);
        this.options = options;
        this.keyValues = Map.copyOf(keyValues);
        columns = schema.columns();
        geometries = new GeoEntries(columns);
        var fileSchema = FileSchema.of(schema);
        elements = fileSchema.elements();
        workspace = new PageWorkspace(options.codec());
        var limits =
                PageLimits.of(options.rowGroupBytesMax(), fileSchema.leaves().size());
        for (Leaf leaf : fileSchema.leaves()) {
            leaves.add(LeafWriter.of(leaf, limits, workspace, options.dictionary()));
        }
        this.out.write(MAGIC);
    }

    /** Appends rows; row groups are closed where they are full, also in the middle of a batch. */
    public void write(RowBatch batch) throws IOException {
        begin(batch);
        geometries.look(batch);
        int sliceRows = sliceRows(batch);
        int row = 0;
        while (row < batch.rowCount()) {
            int rows = Math.min(batch.rowCount() - row, sliceRows);
            rows = Math.min(rows, options.rowGroupRowsMax() - rowGroupRows);
            for (LeafWriter leaf : leaves) {
                leaf.append(rows);
            }
            row += rows;
            rowCount += rows;
            rowGroupRows += rows;
            if (rowGroupRows == options.rowGroupRowsMax() || memoryBytes() >= options.rowGroupBytesMax()) {
                finishRowGroup();
            }
        }
        leaves.forEach(LeafWriter::end);
    }

    private void begin(RowBatch batch) {
        if (batch.columns().size() != columns.size()) {
            throw new IllegalArgumentException("The schema has %d columns but the batch has %d"
                    .formatted(columns.size(), batch.columns().size()));
        }
        for (int i = 0; i < columns.size(); i++) {
            ColumnVector vector = batch.columns().get(i);
            if (vector.rowCount() != batch.rowCount()) {
                throw new IllegalArgumentException("Column %s has %d rows in a batch of %d"
                        .formatted(columns.get(i).name(), vector.rowCount(), batch.rowCount()));
            }
        }
        for (LeafWriter leaf : leaves) {
            leaf.begin(batch.columns().get(leaf.leaf.column()));
        }
    }

    private int sliceRows(RowBatch batch) {
        long bytes = 0;
        for (ColumnVector vector : batch.columns()) {
            bytes += VectorSize.bytes(vector);
        }
        long rowBytes = bytes / Math.max(1, batch.rowCount()) + 1;
        return (int) Math.max(1, Math.min(SLICE_ROWS_MAX, options.rowGroupBytesMax() / ROW_GROUP_SLICES / rowBytes));
    }

    private long memoryBytes() {
        long bytes = 0;
        for (LeafWriter leaf : leaves) {
            bytes += leaf.memoryBytes();
        }
        return bytes;
    }

    private void finishRowGroup() throws IOException {
        long start = out.position();
        long uncompressedBytes = 0;
        List<ColumnChunk> columnChunks = new ArrayList<>(leaves.size());
        for (LeafWriter leaf : leaves) {
            FinishedChunk finished = leaf.finishChunk(out);
            chunks.add(finished);
            columnChunks.add(finished.chunk());
            uncompressedBytes += finished.chunk().getMeta_data().getTotal_uncompressed_size();
        }
        var rowGroup = new RowGroup(columnChunks, uncompressedBytes, rowGroupRows)
                .setFile_offset(start)
                .setTotal_compressed_size(out.position() - start);
        if (rowGroups.size() <= Short.MAX_VALUE) {
            rowGroup.setOrdinal((short) rowGroups.size());
        }
        rowGroups.add(rowGroup);
        rowGroupRows = 0;
    }

    /** Rows written so far. */
    public long rowCount() {
        return rowCount;
    }

    /** Closes the last row group and writes indexes and footer. Without it, what was written is no Parquet file. */
    public void finish() throws IOException {
        if (rowGroupRows > 0) {
            finishRowGroup();
        }
        writeIndexes();
        long start = out.position();
        Util.writeFileMetaData(metaData(), out);
        var tail = new GrowableBytes();
        tail.putInt(Math.toIntExact(out.position() - start));
        tail.put(MAGIC, 0, MAGIC.length);
        out.write(tail.bytes, 0, tail.size);
        out.flush();
    }

    private void writeIndexes() throws IOException {
        for (FinishedChunk finished : chunks) {
            ByteSegments index = finished.columnIndex();
            if (index != null) {
                finished.chunk().setColumn_index_offset(out.position()).setColumn_index_length((int) index.size());
                index.writeTo(out);
            }
        }
        for (FinishedChunk finished : chunks) {
            ByteSegments index = finished.offsetIndex();
            finished.chunk().setOffset_index_offset(out.position()).setOffset_index_length((int) index.size());
            index.writeTo(out);
        }
    }

    private FileMetaData metaData() {
        List<KeyValue> entries = new ArrayList<>();
        Stream.concat(keyValues.entrySet().stream(), geometries.entries().entrySet().stream())
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> entries.add(new KeyValue(entry.getKey()).setValue(entry.getValue())));
        return new FileMetaData(FORMAT_VERSION, elements, rowCount, rowGroups)
                .setKey_value_metadata(entries)
                .setCreated_by(createdBy())
                .setColumn_orders(Collections.nCopies(leaves.size(), ColumnOrder.TYPE_ORDER(new TypeDefinedOrder())));
    }

    /** In the form that readers take apart to know whose mistakes to mind. */
    private static String createdBy() {
        String version = ParquetFileWriter.class.getPackage().getImplementationVersion();
        return version == null
                ? "dromedary version 0.0.0 (build development)"
                : "dromedary version %s (build release)".formatted(version);
    }

    /** Frees the codec's memory; does not finish the file. */
    @Override
    public void close() {
        workspace.close();
    }
}
