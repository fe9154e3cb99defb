package io.dromedary.parquet;

import java.util.Arrays;

/**
 * The distinct 32-bit values of a column chunk, numbered in the order they came. Open addressing, no object per value.
 */
final class IntDictionary {
    /** Counted for each value: itself and its share of a table that is a quarter to half full. */
    private static final int ENTRY_BYTES = Integer.BYTES + 3 * Long.BYTES;

    private static final int HASH_FACTOR = 0x9E3779B9;
    private static final int SLOTS_MIN = 64;

    private final int entriesMax;
    private int[] values = new int[SLOTS_MIN / 2];
    private int size;
    /** Zero, or the value in the high and its number plus one in the low half. */
    private long[] slots = new long[SLOTS_MIN];

    IntDictionary(DictionaryLimits limits) {
        entriesMax = limits.entriesMax(ENTRY_BYTES, Integer.BYTES);
    }

    int size() {
        return size;
    }

    long memoryBytes() {
        return (long) size * ENTRY_BYTES;
    }

    /** The distinct values, valid up to {@link #size}. */
    int[] values() {
        return values;
    }

    void clear() {
        size = 0;
        Arrays.fill(slots, 0);
    }

    /**
     * Finds or gives the ids of values.
     *
     * @return how many were done; fewer than asked for when the dictionary is full
     */
    int ids(int[] source, int from, int to, int[] ids, int at) {
        long[] table = slots;
        int mask = table.length - 1;
        int shift = shift();
        for (int i = from; i < to; i++) {
            int value = source[i];
            int slot = (value * HASH_FACTOR) >>> shift;
            long entry;
            while ((entry = table[slot]) != 0 && (int) (entry >>> Integer.SIZE) != value) {
                slot = (slot + 1) & mask;
            }
            if (entry == 0) {
                if (size == entriesMax) {
                    return i - from;
                }
                entry = add(value, slot);
                table = slots;
                mask = table.length - 1;
                shift = shift();
            }
            ids[at + i - from] = (int) entry - 1;
        }
        return to - from;
    }

    private int shift() {
        return Integer.numberOfLeadingZeros(slots.length) + 1;
    }

    private long add(int value, int slot) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
        long entry = (long) value << Integer.SIZE | size;
        slots[slot] = entry;
        if (size * 2 > slots.length) {
            grow();
        }
        return entry;
    }

    private void grow() {
        slots = new long[slots.length * 2];
        int mask = slots.length - 1;
        int shift = shift();
        for (int id = 0; id < size; id++) {
            int slot = (values[id] * HASH_FACTOR) >>> shift;
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = (long) values[id] << Integer.SIZE | (id + 1);
        }
    }
}
