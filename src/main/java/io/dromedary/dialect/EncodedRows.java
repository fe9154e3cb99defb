package io.dromedary.dialect;

import java.util.Arrays;

/**
 * Rows in one form, one after another in a byte array that grows and is reused. Big endian. The array is open to the
 * loops of the encoders: whoever calls {@link #reserve} may write behind {@link #size} and then advance it.
 */
public final class EncodedRows {
    private static final int CAPACITY_AT_FIRST = 1 << 16;
    private static final int CAPACITY_KEPT_MAX = 4 << 20;
    private static final int ROWS_AT_FIRST = 1024;

    /** The bytes. */
    public byte[] bytes = new byte[CAPACITY_AT_FIRST];
    /** How many are in use. */
    public int size;

    private int rowCount;
    private int[] ends = new int[ROWS_AT_FIRST];
    private int[] sources = new int[ROWS_AT_FIRST];

    /** Forgets all rows, and an array that is larger than most uses need. */
    public void clear() {
        size = 0;
        rowCount = 0;
        if (bytes.length > CAPACITY_KEPT_MAX) {
            bytes = new byte[CAPACITY_AT_FIRST];
        }
    }

    /** Makes room for so many bytes behind {@link #size}. */
    public void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), bytes.length + (bytes.length >> 1)));
        }
    }

    /** Ends the row in progress; {@code source} is its number in the batch that it comes from. */
    public void endRow(int source) {
        if (rowCount == ends.length) {
            ends = Arrays.copyOf(ends, rowCount * 2);
            sources = Arrays.copyOf(sources, rowCount * 2);
        }
        ends[rowCount] = size;
        sources[rowCount++] = source;
    }

    /** Takes back what was written of the row in progress. */
    public void dropRow() {
        size = rowCount == 0 ? 0 : ends[rowCount - 1];
    }

    /** Rows. */
    public int rowCount() {
        return rowCount;
    }

    /** Where a row starts. */
    public int start(int row) {
        return row == 0 ? 0 : ends[row - 1];
    }

    /** The number of a row in the batch that it comes from. */
    public int source(int row) {
        return sources[row];
    }

    /** The same of all rows, for when the buffer has others. */
    public int[] sources() {
        return Arrays.copyOf(sources, rowCount);
    }
}
