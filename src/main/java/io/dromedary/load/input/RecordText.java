package io.dromedary.load.input;

import io.dromedary.table.FieldBatch;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Puts records of formats that are no text into batches: their fields, and as their raw bytes a line of standard CSV,
 * which can be loaded again. Not thread-safe.
 */
public final class RecordText {
    private static final int MISSING = -1;

    private byte[] values = new byte[1 << 12];
    private int size;
    private int[] starts = new int[64];
    private int[] ends = new int[64];
    private int count;

    private byte[] line = new byte[1 << 12];
    private int lineSize;

    /** Forgets the record in progress. */
    public void clear() {
        size = 0;
        count = 0;
    }

    /** Fields of the record so far. */
    public int fieldCount() {
        return count;
    }

    /** Adds bytes to the field in progress. */
    public void put(byte[] bytes, int from, int to) {
        int length = to - from;
        if (values.length - size < length) {
            values = Arrays.copyOf(values, Math.max(Math.addExact(size, length), values.length * 2));
        }
        System.arraycopy(bytes, from, values, size, length);
        size += length;
    }

    /** Adds a byte to the field in progress. */
    public void put(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = (byte) value;
    }

    /** Adds text to the field in progress. */
    public void put(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        put(bytes, 0, bytes.length);
    }

    /** Adds a character to the field in progress. */
    public void putCharacter(int codePoint) {
        if (codePoint < 0x80) {
            put(codePoint);
        } else {
            put(Character.toString(codePoint));
        }
    }

    /** Ends the field in progress. */
    public void endField() {
        int start = start();
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
        }
        starts[count] = start;
        ends[count++] = size;
    }

    /** Drops what was put into the field in progress; it has no value. */
    public void missingField() {
        size = start();
        endField();
        ends[count - 1] = MISSING;
    }

    /** Drops fields without a value from the end, down to so many fields. */
    public void trim(int fields) {
        while (count > fields && ends[count - 1] == MISSING) {
            count--;
        }
    }

    /** Bytes of the field in progress. */
    public int fieldSize() {
        return size - start();
    }

    private int start() {
        return count == 0 ? 0 : Math.max(ends[count - 1], starts[count - 1]);
    }

    /** What a field says, for headers. */
    public String text(int field) {
        return ends[field] == MISSING
                ? ""
                : new String(values, starts[field], ends[field] - starts[field], StandardCharsets.UTF_8);
    }

    /** A copy of a field's text. */
    public byte[] bytes(int field) {
        return Arrays.copyOfRange(values, starts[field], Math.max(starts[field], ends[field]));
    }

    /** Whether a field has no value. */
    public boolean isMissing(int field) {
        return ends[field] == MISSING;
    }

    /** Adds the record to a batch and forgets it. */
    public void endRecord(FieldBatch batch, int lineOffset) {
        lineSize = 0;
        ensureLine(2 * size + 3 * count);
        int rawEnd = putLine();
        // Behind the line lie the values that have quotes, which the line has doubled.
        for (int i = 0; i < count; i++) {
            if (ends[i] < MISSING) {
                int start = -2 - ends[i];
                int length = starts[i];
                System.arraycopy(values, start, line, lineSize, length);
                starts[i] = lineSize;
                lineSize += length;
                ends[i] = lineSize;
            }
        }
        int base = batch.append(line, 0, lineSize);
        for (int i = 0; i < count; i++) {
            if (ends[i] == MISSING) {
                batch.missingField(base + starts[i]);
            } else {
                batch.field(base + starts[i], base + ends[i]);
            }
        }
        batch.endRow(base, base + rawEnd, lineOffset);
        clear();
    }

    private void ensureLine(int bytes) {
        if (line.length < bytes + size) {
            line = new byte[Math.addExact(bytes, size) + line.length / 2];
        }
    }

    private int putLine() {
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                line[lineSize++] = ',';
            }
            int start = starts[i];
            int end = ends[i];
            starts[i] = lineSize;
            if (end != MISSING) {
                putField(i, start, end);
            }
        }
        return lineSize;
    }

    private void putField(int field, int start, int end) {
        boolean isPlain = end > start;
        boolean hasQuote = false;
        for (int i = start; i < end; i++) {
            byte b = values[i];
            if (b == '"') {
                hasQuote = true;
            }
            isPlain &= b != ',' && b != '\n' && b != '\r';
        }
        if (isPlain && !hasQuote) {
            System.arraycopy(values, start, line, lineSize, end - start);
            lineSize += end - start;
            ends[field] = lineSize;
            return;
        }
        line[lineSize++] = '"';
        starts[field] = lineSize;
        for (int i = start; i < end; i++) {
            if (values[i] == '"') {
                line[lineSize++] = '"';
            }
            line[lineSize++] = values[i];
        }
        ends[field] = lineSize;
        line[lineSize++] = '"';
        if (hasQuote) {
            starts[field] = end - start;
            ends[field] = -2 - start;
        }
    }
}
