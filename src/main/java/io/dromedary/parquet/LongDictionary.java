package io.dromedary.parquet;

import java.util.Arrays;

/**
 * The distinct 64-bit values of a column chunk, numbered in the order they came. Open addressing, no object per value.
 */
final class LongDictionary {
    /** Counted for each value: itself and its share of a table that is a quarter to half full. */
    private static final int ENTRY_BYTES = Long.BYTES + 3 * Integer.BYTES;

    private static final long HASH_FACTOR = 0x9E3779B97F4A7C15L;
    private static final int SLOTS_MIN = 64;

    private final int entriesMax;
    private long[] values = new long[SLOTS_MIN / 2];
    private int size;
    /** Zero, or a value's number plus one. */
    private int[] slots = new int[SLOTS_MIN];

    LongDictionary(DictionaryLimits limits) {
        entriesMax = limits.entriesMax(ENTRY_BYTES, Long.BYTES);
    }

    int size() {
        return size;
    }

    long memoryBytes() {
        return (long) size * ENTRY_BYTES;
    }

    /** The distinct values, valid up to {@link #size}. */
    long[] values() {
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
    int ids(long[] source, int from, int to, int[] ids, int at) {
        int[] table = slots;
        long[] known = values;
        int mask = table.length - 1;
        int shift = shift();
        for (int i = from; i < to; i++) {
            long value = source[i];
            int slot = (int) ((value * HASH_FACTOR) >>> shift);
            int entry;
            while ((entry = table[slot]) != 0 && known[entry - 1] != value) {
                slot = (slot + 1) & mask;
            }
            if (entry == 0) {
                if (size == entriesMax) {
                    return i - from;
                }
                entry = add(value, slot);
                table = slots;
                known = values;
                mask = table.length - 1;
                shift = shift();
            }
            ids[at + i - from] = entry - 1;
        }
        return to - from;
    }

    private int shift() {
        return Long.numberOfLeadingZeros(slots.length) + 1;
    }

    private int add(long value, int slot) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
        int entry = size;
        slots[slot] = entry;
        if (size * 2 > slots.length) {
            grow();
        }
        return entry;
    }

    private void grow() {
        slots = new int[slots.length * 2];
        int mask = slots.length - 1;
        int shift = shift();
        for (int id = 0; id < size; id++) {
            int slot = (int) ((values[id] * HASH_FACTOR) >>> shift);
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = id + 1;
        }
    }
}
