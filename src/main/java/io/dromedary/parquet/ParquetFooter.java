package io.dromedary.parquet;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.table.ColumnType;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.jspecify.annotations.Nullable;
import shaded.parquet.org.apache.thrift.TException;

/**
 * The footer of a Parquet file, read and checked against the file: what it describes lies inside the file and adds up.
 * The pages are not read.
 *
 * @param file where it was read from, for messages
 * @param fileBytes the file's size
 * @param metaData as the footer says it
 */
public record ParquetFooter(String file, long fileBytes, FileMetaData metaData) {
    /** How the message of a refusal ends, for who knows better what to do. */
    public static final String CURE = ". Check the path, or write the file again.";

    private static final String REFUSED = "%s is not a whole Parquet file: %s" + CURE;
    private static final int MAGIC_BYTES = ParquetFileWriter.MAGIC.length;
    private static final byte[] MAGIC_ENCRYPTED = "PARE".getBytes(StandardCharsets.US_ASCII);
    private static final int TAIL_BYTES = Integer.BYTES + MAGIC_BYTES;

    /**
     * Reads the footer of any Parquet file, whoever wrote it.
     *
     * @throws DromedaryException of category DATA, naming the file, if it cannot be read or is not a whole Parquet file
     */
    public static ParquetFooter read(Path file) {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            return read(file.toString(), channel);
        } catch (IOException e) {
            throw refused(file.toString(), "it cannot be read: " + e, e);
        }
    }

    /** The same of a file that is open; its position is changed. */
    public static ParquetFooter read(String file, SeekableByteChannel channel) {
        try {
            long fileBytes = channel.size();
            var footer = new ParquetFooter(file, fileBytes, parse(footerBytes(file, channel, fileBytes)));
            footer.check();
            return footer;
        } catch (IOException e) {
            throw refused(file, "it cannot be read: " + e, e);
        } catch (TException | IllegalArgumentException | NullPointerException e) {
            throw refused(file, "its footer is damaged: " + e.getMessage(), e);
        }
    }

    private static byte[] footerBytes(String file, SeekableByteChannel channel, long fileBytes) throws IOException {
        if (fileBytes < MAGIC_BYTES + TAIL_BYTES) {
            throw refused(file, "%d bytes are too few for one".formatted(fileBytes), null);
        }
        byte[] head = bytesAt(channel, 0, MAGIC_BYTES);
        byte[] tail = bytesAt(channel, fileBytes - TAIL_BYTES, TAIL_BYTES);
        byte[] end = Arrays.copyOfRange(tail, Integer.BYTES, TAIL_BYTES);
        if (Arrays.equals(end, MAGIC_ENCRYPTED)) {
            throw refused(file, "its footer is encrypted, which is not supported", null);
        }
        if (!Arrays.equals(head, ParquetFileWriter.MAGIC)) {
            throw refused(file, "it does not begin with PAR1", null);
        }
        if (!Arrays.equals(end, ParquetFileWriter.MAGIC)) {
            throw refused(file, "it does not end with PAR1, so it was probably cut off", null);
        }
        int length = LittleEndian.getInt(tail, 0);
        if (length <= 0 || length > fileBytes - MAGIC_BYTES - TAIL_BYTES) {
            throw refused(file, "its footer of %d bytes does not fit a file of %d".formatted(length, fileBytes), null);
        }
        return bytesAt(channel, fileBytes - TAIL_BYTES - length, length);
    }

    private static byte[] bytesAt(SeekableByteChannel channel, long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        channel.position(position);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("the file became shorter while it was read");
            }
        }
        return buffer.array();
    }

    private static FileMetaData parse(byte[] footer) throws TException {
        return ThriftInput.read(new FileMetaData(), new ByteArrayInputStream(footer), footer.length);
    }

    /** Rows of the file. */
    public long rowCount() {
        return metaData.getNum_rows();
    }

    /** The type of each column for people, as {@link ParquetSchema#typeName}. */
    public List<String> columnTypes() {
        return SchemaTree.of(metaData.getSchema()).children().stream()
                .map(SchemaTree::typeText)
                .toList();
    }

    /**
     * A column as the file has it.
     *
     * @param name its name
     * @param type for people, as {@link ParquetSchema#typeName}
     * @param nullable whether a value may be missing
     */
    public record FileColumn(String name, String type, boolean nullable) {}

    /** The columns in their order. */
    public List<FileColumn> columns() {
        return SchemaTree.of(metaData.getSchema()).children().stream()
                .map(column -> new FileColumn(
                        column.element().getName(),
                        column.typeText(),
                        column.element().getRepetition_type() != FieldRepetitionType.REQUIRED))
                .toList();
    }

    /** What each column holds; empty where it is nothing that a column of ours holds. */
    public List<Optional<ColumnType>> findTypes() {
        return SchemaTree.of(metaData.getSchema()).children().stream()
                .map(SchemaTypes::find)
                .toList();
    }

    private void check() {
        int[] next = {0};
        int leaves = countLeaves(next, 0);
        if (next[0] != metaData.getSchemaSize()) {
            throw damaged("its schema has elements that belong to no group");
        }
        long rows = 0;
        for (RowGroup rowGroup : metaData.getRow_groups()) {
            if (rowGroup.getColumnsSize() != leaves) {
                throw damaged(
                        "a row group has %d column chunks for %d columns".formatted(rowGroup.getColumnsSize(), leaves));
            }
            rowGroup.getColumns().forEach(this::check);
            rows += rowGroup.getNum_rows();
        }
        if (rows != rowCount()) {
            throw damaged("its row groups have %d rows but its footer says %d".formatted(rows, rowCount()));
        }
    }

    private int countLeaves(int[] next, int depth) {
        if (depth > FileSchema.DEPTH_MAX || next[0] >= metaData.getSchemaSize()) {
            throw damaged("its schema is not a tree of at most %d levels".formatted(FileSchema.DEPTH_MAX));
        }
        SchemaElement element = metaData.getSchema().get(next[0]++);
        if (element.isSetType()) {
            return 1;
        }
        int leaves = 0;
        for (int i = 0; i < element.getNum_children(); i++) {
            leaves += countLeaves(next, depth + 1);
        }
        return leaves;
    }

    private void check(ColumnChunk chunk) {
        ColumnMetaData column = chunk.getMeta_data();
        if (column == null) {
            throw damaged("a column chunk is encrypted or has no description");
        }
        long start = firstByte(column);
        long bytes = column.getTotal_compressed_size();
        if (start < MAGIC_BYTES || bytes < 0 || start > fileBytes - TAIL_BYTES - bytes) {
            throw damaged("column %s lies outside of the file, at %d with %d bytes"
                    .formatted(String.join(".", column.getPath_in_schema()), start, bytes));
        }
    }

    /** Where the pages of a column chunk begin. */
    static long firstByte(ColumnMetaData column) {
        // Some writers write a zero for "no dictionary".
        boolean dictionary = column.isSetDictionary_page_offset() && column.getDictionary_page_offset() > 0;
        return dictionary
                ? Math.min(column.getDictionary_page_offset(), column.getData_page_offset())
                : column.getData_page_offset();
    }

    private DromedaryException damaged(String what) {
        return refused(file, what, null);
    }

    private static DromedaryException refused(String file, String what, @Nullable Exception cause) {
        String message = REFUSED.formatted(file, what);
        return cause == null
                ? DromedaryException.permanent(FailureCategory.DATA, message)
                : DromedaryException.permanent(FailureCategory.DATA, message, cause);
    }
}
