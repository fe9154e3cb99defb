package io.dromedary.table;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Some records of a file, as text: every field is a slice of one array of UTF-8 bytes, so no object stands for a cell.
 * What crosses from reading a file to writing a table.
 *
 * <p>Records keep their raw bytes and where they came from, for messages and reject files. A field whose text is not
 * what the file has, such as one with doubled quotes, lies in bytes {@linkplain #append appended} behind those of the
 * file.
 *
 * <p>A batch is a reused buffer that belongs to whoever has asked a reader to fill it. It is filled from front to back:
 * {@link #start}, then for each record its fields with {@link #field} and {@link #endRow}. Not thread-safe.
 */
public final class FieldBatch {
    private static final int FIELDS_AT_FIRST = 1024;
    private static final int ROWS_AT_FIRST = 128;

    private byte[] bytes = new byte[0];
    private int size;
    private long number;
    private long sourceOffset;
    private long sourceEnd;
    private long sourceLine;
    private long lineCount;
    private String part = "";
    private boolean isWithoutOffsets;
    private final Map<Integer, String> faults = new HashMap<>();

    private int fieldCount;
    private int[] starts = new int[FIELDS_AT_FIRST];
    /** The complement of the end where the field is missing. */
    private int[] ends = new int[FIELDS_AT_FIRST];

    private int rowCount;
    private int[] firstFields = new int[ROWS_AT_FIRST + 1];
    private int[] rowStarts = new int[ROWS_AT_FIRST];
    private int[] rowEnds = new int[ROWS_AT_FIRST];
    private int[] rowLines = new int[ROWS_AT_FIRST];

    /**
     * Empties the batch and gives it bytes; the array stays the caller's, but is written to behind {@code length}, and
     * replaced where more room is needed.
     *
     * @param number its place among the batches of the file, counted from zero without gaps
     * @param sourceOffset where in the source its first record starts: bytes, or records where a source has no bytes
     * @param sourceLine the line of the source that its first record starts in, counted from one
     */
    public void start(byte[] data, int length, long number, long sourceOffset, long sourceLine) {
        bytes = data;
        size = length;
        this.number = number;
        this.sourceOffset = sourceOffset;
        this.sourceEnd = sourceOffset + length;
        this.sourceLine = sourceLine;
        lineCount = 0;
        part = "";
        isWithoutOffsets = false;
        faults.clear();
        fieldCount = 0;
        rowCount = 0;
    }

    /** Says where in the source the record behind the last one starts, if that is not behind the bytes given. */
    public void endAt(long end) {
        sourceEnd = end;
    }

    /** Says in what part of the source it lies, such as a sheet; empty: the source has none. */
    public void part(String name) {
        part = name;
    }

    /** In what part of the source it lies, for messages. */
    public String part() {
        return part;
    }

    /** Says that the source has no bytes to count, so that its records are told by their lines only. */
    public void withoutOffsets() {
        isWithoutOffsets = true;
    }

    /** Refuses the record in progress, before {@link #endRow}: the reader knows where it ends, but not what it says. */
    public void refuseRow(String reason) {
        faults.putIfAbsent(rowCount, reason);
    }

    /** Refuses a record that is there. */
    public void refuseRow(int row, String reason) {
        faults.putIfAbsent(row, reason);
    }

    /** Why the reader refuses a record. */
    public Optional<String> findRefusal(int row) {
        return faults.isEmpty() ? Optional.empty() : Optional.ofNullable(faults.get(row));
    }

    /** Says how many lines of the source it has, those that are no records too. */
    public void lineCount(long count) {
        lineCount = count;
    }

    /** How many lines of the source it has; 0 where a source has none. */
    public long lineCount() {
        return lineCount;
    }

    /** Adds a field of the record in progress. */
    public void field(int start, int end) {
        if (fieldCount == starts.length) {
            starts = Arrays.copyOf(starts, fieldCount * 2);
            ends = Arrays.copyOf(ends, fieldCount * 2);
        }
        starts[fieldCount] = start;
        ends[fieldCount++] = end;
    }

    /** Gives a field that is there another text. */
    public void replaceField(int field, int start, int end) {
        starts[field] = start;
        ends[field] = end;
    }

    /** Adds a field without a value. */
    public void missingField(int at) {
        field(at, ~at);
    }

    /**
     * Ends the record in progress.
     *
     * @param rawStart where its raw bytes start
     * @param rawEnd where they end, without the end of the line
     * @param line how many lines behind the batch's first it starts
     */
    public void endRow(int rawStart, int rawEnd, int line) {
        if (rowCount == rowStarts.length) {
            int more = rowCount * 2;
            firstFields = Arrays.copyOf(firstFields, more + 1);
            rowStarts = Arrays.copyOf(rowStarts, more);
            rowEnds = Arrays.copyOf(rowEnds, more);
            rowLines = Arrays.copyOf(rowLines, more);
        }
        rowStarts[rowCount] = rawStart;
        rowEnds[rowCount] = rawEnd;
        rowLines[rowCount] = line;
        firstFields[++rowCount] = fieldCount;
    }

    /** Adds bytes that the source does not have and returns where they start. */
    public int append(byte[] source, int from, int length) {
        if (bytes.length - size < length) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, length), size + (size >> 1)));
        }
        System.arraycopy(source, from, bytes, size, length);
        size += length;
        return size - length;
    }

    /** The bytes that all slices are of; another array after {@link #append}. */
    public byte[] bytes() {
        return bytes;
    }

    /** How many of the bytes are in use. */
    public int size() {
        return size;
    }

    /** Its place among the batches of the source. */
    public long number() {
        return number;
    }

    /** Where in the source its first record starts. */
    public long sourceOffset() {
        return sourceOffset;
    }

    /** Where in the source the record behind its last one starts. */
    public long sourceEnd() {
        return sourceEnd;
    }

    /** Records. */
    public int rowCount() {
        return rowCount;
    }

    /** Fields of a record. */
    public int fieldCount(int row) {
        return firstFields[row + 1] - firstFields[row];
    }

    /** The number of a record's first field in this batch; those of its other fields follow. */
    public int firstField(int row) {
        return firstFields[row];
    }

    /** Where a field starts. */
    public int start(int field) {
        return starts[field];
    }

    /** Where a field ends, if it is not {@linkplain #isMissing missing}. */
    public int end(int field) {
        return ends[field];
    }

    /** Whether a field has no value, which is something else than an empty text. */
    public boolean isMissing(int field) {
        return ends[field] < 0;
    }

    /** The line of the source that its first record starts in, counted from one. */
    public long firstLine() {
        return sourceLine;
    }

    /** The line of the source that a record starts in, counted from one. */
    public long line(int row) {
        return sourceLine + rowLines[row];
    }

    /** Where its records start, for when it has others. */
    public RecordPlaces places() {
        return new RecordPlaces(part, sourceLine, Arrays.copyOf(rowLines, rowCount));
    }

    /** Where in the source a record starts; its line where there are no bytes to count. */
    public long offset(int row) {
        return isWithoutOffsets ? line(row) : sourceOffset + rowStarts[row];
    }

    /** Where a record's raw bytes start. */
    public int rawStart(int row) {
        return rowStarts[row];
    }

    /** Where a record's raw bytes end, without the end of the line. */
    public int rawEnd(int row) {
        return rowEnds[row];
    }

    /** A field's text, for messages and headers. */
    public String text(int field) {
        return isMissing(field)
                ? ""
                : new String(bytes, starts[field], ends[field] - starts[field], StandardCharsets.UTF_8);
    }
}
