package io.dromedary.parquet;

import org.jspecify.annotations.Nullable;

/** Collects the bounds of 32-bit values of the open page, integers or the bits of floats. */
final class IntBounds {
    private static final int POSITIVE_INFINITY = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);
    private static final int NEGATIVE_INFINITY = sortable(Float.floatToRawIntBits(Float.NEGATIVE_INFINITY));

    private final boolean floating;
    private int min = Integer.MAX_VALUE;
    private int max = Integer.MIN_VALUE;

    IntBounds(boolean floating) {
        this.floating = floating;
    }

    void add(int[] values, int from, int to) {
        int smallest = min;
        int largest = max;
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

    /** The bits of floats, turned so that they sort as integers: -0.0 before 0.0, NaN at both ends. */
    private static int sortable(int bits) {
        return bits ^ (bits >> (Integer.SIZE - 1) & Integer.MAX_VALUE);
    }

    /**
     * The bounds of at least one value, or null if there was a NaN: readers disagree on where it sorts. Starts anew.
     */
    @Nullable
    Bounds take() {
        int smallest = min;
        int largest = max;
        min = Integer.MAX_VALUE;
        max = Integer.MIN_VALUE;
        if (!floating) {
            return Bounds.exact(plain(smallest), plain(largest));
        }
        if (smallest < NEGATIVE_INFINITY || largest > POSITIVE_INFINITY) {
            return null;
        }
        // A zero stands for both zeros, as some writers do not tell them apart.
        int least = smallest == 0 ? -1 : smallest;
        int most = largest == -1 ? 0 : largest;
        return Bounds.exact(plain(sortable(least)), plain(sortable(most)));
    }

    private static byte[] plain(int value) {
        byte[] bytes = new byte[Integer.BYTES];
        LittleEndian.putInt(bytes, 0, value);
        return bytes;
    }
}
