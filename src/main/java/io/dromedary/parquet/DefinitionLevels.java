package io.dromedary.parquet;

import java.util.Arrays;

/**
 * Which rows of the open page have a value, as Parquet's definition levels of one bit. While no row is null, only
 * counts.
 */
final class DefinitionLevels implements PageLevels {
    /** So many bytes of the same bits become a run; a shorter one would hardly save its headers. */
    private static final int RUN_BYTES_MIN = 8;

    private byte[] bits = new byte[Long.BYTES];
    private int rows;
    private int nulls;

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int entries() {
        return rows;
    }

    @Override
    public int nulls() {
        return nulls;
    }

    @Override
    public int bytes() {
        return nulls == 0 ? 0 : (rows + Byte.SIZE - 1) / Byte.SIZE;
    }

    @Override
    public void addTo(long[] repetitions, long[] definitions) {
        repetitions[0] += rows;
        definitions[definitions.length - 1] += rows - nulls;
        definitions[0] += nulls;
    }

    @Override
    public void clear() {
        rows = 0;
        nulls = 0;
    }

    /** Adds rows that all have a value. */
    void appendDefined(int count) {
        if (nulls > 0) {
            reserve(count);
            setBits(rows, rows + count);
        }
        rows += count;
    }

    /** Adds the rows {@code from} to {@code to}, of which so many have a value. */
    void append(boolean[] isNull, int from, int to, int values) {
        int count = to - from;
        if (values == count) {
            appendDefined(count);
            return;
        }
        reserve(count);
        if (nulls == 0) {
            setBits(0, rows);
        }
        for (int i = from, row = rows; i < to; i++, row++) {
            if ((row & 7) == 0) {
                bits[row >>> 3] = 0;
            }
            bits[row >>> 3] |= (byte) ((isNull[i] ? 0 : 1) << (row & 7));
        }
        rows += count;
        nulls += count - values;
    }

    private void reserve(int count) {
        int length = (rows + count + Byte.SIZE - 1) / Byte.SIZE;
        if (length > bits.length) {
            bits = Arrays.copyOf(bits, Math.max(length, 2 * bits.length));
        }
    }

    private void setBits(int from, int to) {
        int row = from;
        while (row < to && (row & 7) != 0) {
            bits[row >>> 3] |= (byte) (1 << (row & 7));
            row++;
        }
        Arrays.fill(bits, row >>> 3, Math.max(row, to) >>> 3, (byte) -1);
        if (row < to && (to & 7) != 0) {
            bits[to >>> 3] = (byte) ((1 << (to & 7)) - 1);
        }
    }

    /** Appends the levels as a data page of version 1 begins with them: their length, then runs and packed groups. */
    void writeTo(GrowableBytes out) {
        out.putInt(0);
        int from = out.size;
        if (nulls == 0 || nulls == rows) {
            out.putVarint((long) rows << 1);
            out.putByte(nulls == 0 ? 1 : 0);
        } else {
            writeRuns(out);
        }
        LittleEndian.putInt(out.bytes, from - Integer.BYTES, out.size - from);
    }

    private void writeRuns(GrowableBytes out) {
        int whole = rows / Byte.SIZE;
        int packedFrom = 0;
        int at = 0;
        while (at < whole) {
            int end = runEnd(at, whole);
            if (end - at >= RUN_BYTES_MIN) {
                writePacked(packedFrom, at, out);
                out.putVarint(((long) (end - at) * Byte.SIZE) << 1);
                out.putByte(bits[at] & 1);
                packedFrom = end;
            }
            at = end;
        }
        writePacked(packedFrom, (rows + Byte.SIZE - 1) / Byte.SIZE, out);
    }

    private int runEnd(int at, int whole) {
        byte first = bits[at];
        int end = at + 1;
        if (first == 0 || first == -1) {
            while (end < whole && bits[end] == first) {
                end++;
            }
        }
        return end;
    }

    private void writePacked(int from, int to, GrowableBytes out) {
        if (to > from) {
            out.putVarint((long) (to - from) << 1 | 1);
            out.put(bits, from, to - from);
        }
    }
}
