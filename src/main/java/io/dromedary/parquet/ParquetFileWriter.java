package io.dromedary.parquet;

import io.dromedary.table.Column;
import io.dromedary.table.ColumnVector;
import io.dromedary.table.RowBatch;
import io.dromedary.table.TableFileWriter;
import io.dromedary.table.TableSchema;
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
import org.apache.parquet.format.SortingColumn;
import org.apache.parquet.format.TypeDefinedOrder;
import org.apache.parquet.format.Util;

/**
 * Writes Parquet files from batches of rows: one, or one after another. Held rows are those of the open row group.
 *
 * <p>Memory: one row group, encoded and compressed, of at most {@link ParquetOptions#rowGroupBytesMax()}, plus the
 * largest value. Bytes leave in order, so they can be digested and sent on while they are written. Not thread-safe.
 */
public final class ParquetFileWriter implements TableFileWriter {
    static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

    private static final int FORMAT_VERSION = 1;

    /** Rows are appended in slices of at most so many, and so few that they are a small part of a row group. */
    private static final int SLICE_ROWS_MAX = 4096;

    private static final int ROW_GROUP_SLICES = 16;

    private final ParquetOptions options;
    private final Map<String, String> keyValues;
    private final PageWorkspace workspace;
    private final List<Column> columns;
    private final GeoEntries geometries;
    private final List<SchemaElement> elements;
    private final List<SortingColumn> sortingColumns;
    private final List<LeafWriter> leaves = new ArrayList<>();
    private final List<RowGroup> rowGroups = new ArrayList<>();
    private final List<FinishedChunk> chunks = new ArrayList<>();
    private PositionedOutput out = new PositionedOutput(OutputStream.nullOutputStream());
    private int sliceRows;
    private long rowCount;
    private int rowGroupRows;
    private long flushedMemoryBytes;
    private long flushedFileBytes;

    /**
     * Makes a writer that has not started a file.
     *
     * @param schema the columns of all batches
     * @param options the layout
     * @param keyValues what the footer says beside the schema
     */
    public ParquetFileWriter(TableSchema schema, ParquetOptions options, Map<String, String> keyValues) {
        this.options = options;
        this.keyValues = Map.copyOf(keyValues);
        columns = schema.columns();
        geometries = new GeoEntries(columns);
        var fileSchema = FileSchema.of(schema);
        elements = fileSchema.elements();
        sortingColumns = sortingColumns(fileSchema, options.sortedBy());
        workspace = new PageWorkspace(options.codec());
        var limits =
                PageLimits.of(options.rowGroupBytesMax(), fileSchema.leaves().size());
        for (Leaf leaf : fileSchema.leaves()) {
            leaves.add(LeafWriter.of(leaf, limits, workspace, LeafOptions.of(leaf, options)));
        }
    }

    /** Starts a file at once; see {@link #start}. */
    public ParquetFileWriter(
            OutputStream out, TableSchema schema, ParquetOptions options, Map<String, String> keyValues)
            throws IOException {
        this(schema, options, keyValues);
        start(out);
    }

    /** {@inheritDoc} It should not buffer small writes away from a digest. */
    @Override
    public void start(OutputStream next) throws IOException {
        out = new PositionedOutput(next);
        out.write(MAGIC);
    }

    /** Appends rows; row groups are closed where they are full, also in the middle of a batch. */
    public void write(RowBatch rows) throws IOException {
        take(rows);
        int row = 0;
        while (row < rows.rowCount()) {
            row += append(rows.rowCount() - row);
        }
        release();
    }

    @Override
    public void take(RowBatch rows) {
        requireFitting(rows);
        geometries.look(rows);
        sliceRows = sliceRows(rows);
        for (LeafWriter leaf : leaves) {
            leaf.begin(rows.columns().get(leaf.leaf.column()));
        }
    }

    @Override
    public int append(int rowsMax) throws IOException {
        int rows = Math.min(Math.min(rowsMax, sliceRows), options.rowGroupRowsMax() - rowGroupRows);
        for (LeafWriter leaf : leaves) {
            leaf.append(rows);
        }
        rowGroupRows += rows;
        if (rowGroupRows == options.rowGroupRowsMax() || memoryBytes() >= options.rowGroupBytesMax()) {
            flush();
        }
        return rows;
    }

    @Override
    public void release() {
        leaves.forEach(LeafWriter::end);
    }

    private void requireFitting(RowBatch batch) {
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
    }

    private static List<SortingColumn> sortingColumns(FileSchema schema, List<SortedColumn> sortedBy) {
        return sortedBy.stream()
                .map(sorted ->
                        new SortingColumn(schema.leafOf(sorted.name()), sorted.descending(), sorted.nullsFirst()))
                .toList();
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

    @Override
    public void flush() throws IOException {
        if (rowGroupRows > 0) {
            finishRowGroup();
        }
    }

    private void finishRowGroup() throws IOException {
        long start = out.position();
        long memoryBytes = memoryBytes();
        long uncompressedBytes = 0;
        List<ColumnChunk> columnChunks = new ArrayList<>(leaves.size());
        List<FinishedChunk> finishedChunks = new ArrayList<>(leaves.size());
        for (LeafWriter leaf : leaves) {
            FinishedChunk finished = leaf.finishChunk(out);
            finishedChunks.add(finished);
            columnChunks.add(finished.chunk());
            uncompressedBytes += finished.chunk().getMeta_data().getTotal_uncompressed_size();
        }
        var rowGroup = new RowGroup(columnChunks, uncompressedBytes, rowGroupRows)
                .setFile_offset(start)
                .setTotal_compressed_size(out.position() - start);
        if (rowGroups.size() <= Short.MAX_VALUE) {
            rowGroup.setOrdinal((short) rowGroups.size());
        }
        if (!sortingColumns.isEmpty()) {
            rowGroup.setSorting_columns(sortingColumns);
        }
        flushedMemoryBytes += memoryBytes;
        flushedFileBytes += out.position() - start;
        rowGroups.add(rowGroup);
        rowCount += rowGroupRows;
        rowGroupRows = 0;
        for (FinishedChunk finished : finishedChunks) {
            chunks.add(withFilterWritten(finished));
        }
    }

    private FinishedChunk withFilterWritten(FinishedChunk finished) throws IOException {
        ByteSegments filter = finished.bloomFilter();
        if (filter == null) {
            return finished;
        }
        finished.chunk().getMeta_data().setBloom_filter_offset(out.position()).setBloom_filter_length((int)
                filter.size());
        filter.writeTo(out);
        return finished.withoutFilter();
    }

    @Override
    public long fileBytes() {
        return out.position();
    }

    @Override
    public long fileRows() {
        return rowCount;
    }

    @Override
    public long heldRows() {
        return rowGroupRows;
    }

    /** {@inheritDoc} Guessed from what became of the row groups before, since open pages are not yet compressed. */
    @Override
    public long heldBytes() {
        return rowGroupRows == 0 ? 0 : inFile(memoryBytes());
    }

    @Override
    public long heldBytesMax() {
        return inFile(options.rowGroupBytesMax());
    }

    private long inFile(long memoryBytes) {
        return flushedMemoryBytes == 0
                ? memoryBytes
                : (long) ((double) memoryBytes * flushedFileBytes / flushedMemoryBytes);
    }

    /** Closes the last row group and writes indexes and footer. Without it, what was written is no Parquet file. */
    public void finish() throws IOException {
        flush();
        end();
    }

    @Override
    public void end() throws IOException {
        writeIndexes();
        long start = out.position();
        Util.writeFileMetaData(metaData(), out);
        var tail = new GrowableBytes();
        tail.putInt(Math.toIntExact(out.position() - start));
        tail.put(MAGIC, 0, MAGIC.length);
        out.write(tail.bytes, 0, tail.size);
        out.flush();
        rowGroups.clear();
        chunks.clear();
        rowCount = 0;
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
