package io.dromedary.parquet;

import io.dromedary.table.ColumnVector;
import java.util.Arrays;

/**
 * The distinct byte strings of a column chunk, numbered in the order they came, looked up straight in the array they
 * were received in. Strings of up to eight bytes are compared as one number.
 */
final class BytesDictionary {
    /** Counted for each value beside its bytes: where it begins and its share of tables a quarter to half full. */
    private static final int ENTRY_BYTES = Integer.BYTES + 3 * (Integer.BYTES + Long.BYTES);

    private static final long HASH_FACTOR = 0x9E3779B97F4A7C15L;
    private static final int SLOTS_MIN = 64;

    /** Values of at most eight bytes have their length as kind, longer ones this. */
    private static final int LONG_KIND = Long.BYTES + 1;

    private static final int KIND_SHIFT = 24;
    private static final int NUMBER_MASK = (1 << KIND_SHIFT) - 1;

    private final DictionaryLimits limits;
    private final GrowableBytes data = new GrowableBytes();
    /** Where each value begins in the data, and where the last ends. */
    private int[] starts = new int[SLOTS_MIN / 2];

    private int size;
    /** Zero, or a value's kind in the high and its number plus one in the low bits. */
    private int[] slots = new int[SLOTS_MIN];
    /** Beside each slot the value itself if it is short, else its hash. */
    private long[] words = new long[SLOTS_MIN];

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

    /**
     * Finds or gives the ids of the values {@code from} to {@code to}.
     *
     * @return how many were done; fewer than asked for when the dictionary is full
     */
    int ids(ColumnVector.Bytes vector, int from, int to, int[] ids, int at) {
        byte[] source = vector.data;
        int[] table = slots;
        int mask = table.length - 1;
        int shift = shift();
        for (int i = from; i < to; i++) {
            int start = vector.starts[i];
            int length = vector.lengths[i];
            int kind = Math.min(length, LONG_KIND);
            long word = kind < LONG_KIND ? LittleEndian.shortWord(source, start, length) : hash(source, start, length);
            int slot = (int) (((word + kind) * HASH_FACTOR) >>> shift);
            int entry;
            while ((entry = table[slot]) != 0
                    && (words[slot] != word
                            || entry >>> KIND_SHIFT != kind
                            || (kind == LONG_KIND && !isEqual((entry & NUMBER_MASK) - 1, source, start, length)))) {
                slot = (slot + 1) & mask;
            }
            if (entry == 0) {
                if (!hasRoom(length)) {
                    return i - from;
                }
                data.put(source, start, length);
                entry = add(slot, kind, word);
                table = slots;
                mask = table.length - 1;
                shift = shift();
            }
            ids[at + i - from] = (entry & NUMBER_MASK) - 1;
        }
        return to - from;
    }

    private int shift() {
        return Long.numberOfLeadingZeros(slots.length) + 1;
    }

    private static long hash(byte[] source, int from, int length) {
        long hash = length;
        int last = from + length - Long.BYTES;
        for (int at = from; at < last; at += Long.BYTES) {
            hash = (hash ^ LittleEndian.getLong(source, at)) * HASH_FACTOR;
            hash ^= hash >>> Integer.SIZE;
        }
        return (hash ^ LittleEndian.getLong(source, last)) * HASH_FACTOR;
    }

    /** Compares a value of more than eight bytes, the last eight of which may be compared twice. */
    private boolean isEqual(int id, byte[] source, int from, int length) {
        int start = starts[id];
        if (starts[id + 1] - start != length) {
            return false;
        }
        int last = length - Long.BYTES;
        for (int i = 0; i < last; i += Long.BYTES) {
            if (LittleEndian.getLong(data.bytes, start + i) != LittleEndian.getLong(source, from + i)) {
                return false;
            }
        }
        return LittleEndian.getLong(data.bytes, start + last) == LittleEndian.getLong(source, from + last);
    }

    private boolean hasRoom(int length) {
        return size < DictionaryLimits.ENTRIES_MAX
                && memoryBytes() + ENTRY_BYTES + length <= limits.memoryBytesMax()
                && data.size + (size + 1L) * Integer.BYTES + length <= DictionaryLimits.PAGE_BYTES_MAX;
    }

    private int add(int slot, int kind, long word) {
        if (size + 2 > starts.length) {
            starts = Arrays.copyOf(starts, starts.length * 2);
        }
        size++;
        starts[size] = data.size;
        int entry = (kind << KIND_SHIFT) | size;
        slots[slot] = entry;
        words[slot] = word;
        if (size * 2 > slots.length) {
            grow();
        }
        return entry;
    }

    private void grow() {
        int[] oldSlots = slots;
        long[] oldWords = words;
        slots = new int[oldSlots.length * 2];
        words = new long[slots.length];
        int mask = slots.length - 1;
        int shift = shift();
        for (int i = 0; i < oldSlots.length; i++) {
            if (oldSlots[i] != 0) {
                int slot = (int) (((oldWords[i] + (oldSlots[i] >>> KIND_SHIFT)) * HASH_FACTOR) >>> shift);
                while (slots[slot] != 0) {
                    slot = (slot + 1) & mask;
                }
                slots[slot] = oldSlots[i];
                words[slot] = oldWords[i];
            }
        }
    }
}
