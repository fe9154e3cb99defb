package io.dromedary.parquet;

import org.jspecify.annotations.Nullable;

/** Collects the bounds of 64-bit values of the open page, integers or the bits of doubles. */
final class LongBounds {
    private static final long POSITIVE_INFINITY = Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);
    private static final long NEGATIVE_INFINITY = sortable(Double.doubleToRawLongBits(Double.NEGATIVE_INFINITY));

    private final boolean floating;
    private long min = Long.MAX_VALUE;
    private long max = Long.MIN_VALUE;

    LongBounds(boolean floating) {
        this.floating = floating;
    }

    void add(long[] values, int from, int to) {
        long smallest = min;
        long largest = max;
        if (floating) {
            for (int i = from; i < to; i++) {
                smallest = Math.min(smallest, sortable(values[i]));
                largest = Math.max(largest, sortable(values[i]));
            }
        } else {
            for (int i = from; i < to; i++) {
                smallest = Math.min(smallest, values[i]);
                largest = Math.max(largest, values[i]);
            }
        }
        min = smallest;
        max = largest;
    }

    /** The bits of doubles, turned so that they sort as integers: -0.0 before 0.0, NaN at both ends. */
    private static long sortable(long bits) {
        return bits ^ (bits >> (Long.SIZE - 1) & Long.MAX_VALUE);
    }

    /**
     * The bounds of at least one value, or null if there was a NaN: readers disagree on where it sorts. Starts anew.
     */
    @Nullable
    Bounds take() {
        long smallest = min;
        long largest = max;
        min = Long.MAX_VALUE;
        max = Long.MIN_VALUE;
        if (!floating) {
            return Bounds.exact(plain(smallest), plain(largest));
        }
        if (smallest < NEGATIVE_INFINITY || largest > POSITIVE_INFINITY) {
            return null;
        }
        // A zero stands for both zeros, as some writers do not tell them apart.
        long least = smallest == 0 ? -1 : smallest;
        long most = largest == -1 ? 0 : largest;
        return Bounds.exact(plain(sortable(least)), plain(sortable(most)));
    }

    private static byte[] plain(long value) {
        byte[] bytes = new byte[Long.BYTES];
        LittleEndian.putLong(bytes, 0, value);
        return bytes;
    }
}
