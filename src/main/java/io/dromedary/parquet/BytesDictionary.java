package io.dromedary.parquet;

import java.util.Arrays;

/**
 * The distinct byte strings of a column chunk, numbered in the order they came, looked up straight in the array they were
 * received in.
 */
final class BytesDictionary {
    /** Counted for each value beside its bytes: where it begins and its share of a table a quarter to half full. */
    private static final int ENTRY_BYTES = Integer.BYTES + 3 * Long.BYTES;

    private static final long HASH_FACTOR = 0x9E3779B97F4A7C15L;
    private static final int SLOTS_MIN = 64;

    private final DictionaryLimits limits;
    private final GrowableBytes data = new GrowableBytes();
    /** Where each value begins in the data, and where the last ends. */
    private int[] starts = new int[SLOTS_MIN / 2];

    private int size;
    /** Zero, or the value's hash in the high and its number plus one in the low half. */
    private long[] slots = new long[SLOTS_MIN];

    BytesDictionary(DictionaryLimits limits) {
        this.limits = limits;
    }

    int size() {
        return size;
    }

    long memoryBytes() {
        return (long) size * ENTRY_BYTES + data.size;
    }

    /** The bytes of all values, one after the other. */
    byte[] data() {
        return data.bytes;
    }

    int start(int id) {
        return starts[id];
    }

    int length(int id) {
        return starts[id + 1] - starts[id];
    }

    void clear() {
        size = 0;
        data.clear();
        Arrays.fill(slots, 0);
    }

    /** Finds or gives the id of a value; -1 when the dictionary is full. */
    int id(byte[] source, int from, int length) {
        long word = length <= Long.BYTES ? LittleEndian.shortWord(source, from, length) : 0;
        int hash = length <= Long.BYTES ? mix(word + length) : hash(source, from, length);
        int mask = slots.length - 1;
        int slot = hash & mask;
        long entry;
        while ((entry = slots[slot]) != 0) {
            int id = (int) entry - 1;
            if ((int) (entry >>> Integer.SIZE) == hash
                    && starts[id + 1] - starts[id] == length
                    && (length <= Long.BYTES
                            ? LittleEndian.shortWord(data.bytes, starts[id], length) == word
                            : Arrays.equals(
                                    data.bytes, starts[id], starts[id] + length, source, from, from + length))) {
                return id;
            }
            slot = (slot + 1) & mask;
        }
        return add(source, from, length, slot, hash);
    }

    private static int mix(long word) {
        long mixed = word * HASH_FACTOR;
        return (int) (mixed ^ mixed >>> Integer.SIZE);
    }

    private static int hash(byte[] source, int from, int length) {
        long hash = length;
        int last = from + length - Long.BYTES;
        for (int at = from; at < last; at += Long.BYTES) {
            hash = (hash ^ LittleEndian.getLong(source, at)) * HASH_FACTOR;
            hash ^= hash >>> Integer.SIZE;
        }
        return mix(hash ^ LittleEndian.getLong(source, last));
    }

    private int add(byte[] source, int from, int length, int slot, int hash) {
        long memory = memoryBytes() + ENTRY_BYTES + length;
        long page = data.size + (long) (size + 1) * Integer.BYTES + length;
        if (size == DictionaryLimits.ENTRIES_MAX
                || memory > limits.memoryBytesMax()
                || page > DictionaryLimits.PAGE_BYTES_MAX) {
            return -1;
        }
        if (size + 2 > starts.length) {
            starts = Arrays.copyOf(starts, starts.length * 2);
        }
        data.put(source, from, length);
        int id = size++;
        starts[size] = data.size;
        slots[slot] = (long) hash << Integer.SIZE | size;
        if (size * 2 > slots.length) {
            grow();
        }
        return id;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[old.length * 2];
        int mask = slots.length - 1;
        for (long entry : old) {
            if (entry != 0) {
                int slot = (int) (entry >>> Integer.SIZE) & mask;
                while (slots[slot] != 0) {
                    slot = (slot + 1) & mask;
                }
                slots[slot] = entry;
            }
        }
    }
}
