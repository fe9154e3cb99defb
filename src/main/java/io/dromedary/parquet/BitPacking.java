package io.dromedary.parquet;

/** Numbers of few bits, one behind the other, the low bits first, without gaps. */
final class BitPacking {
    /** Values are packed in groups of so many, so that each group ends at a byte. */
    static final int GROUP = 8;

    /** The widest value that {@link #packGroups} takes: as wide as the ids of a dictionary. */
    static final int GROUP_WIDTH_MAX = 16;

    private BitPacking() {}

    /** The bits that a number needs, read as unsigned. */
    static int widthOf(long value) {
        return Long.SIZE - Long.numberOfLeadingZeros(value);
    }

    /**
     * Packs values of up to {@link #GROUP_WIDTH_MAX} bits, in whole groups.
     *
     * @param count how many; a multiple of {@link #GROUP}
     */
    static void packGroups(int[] values, int from, int count, int width, GrowableBytes out) {
        out.reserve(count / GROUP * width + 2 * Long.BYTES);
        byte[] bytes = out.bytes;
        int at = out.size;
        int half = GROUP / 2 * width;
        for (int i = from; i < from + count; i += GROUP) {
            long low = values[i]
                    | (long) values[i + 1] << width
                    | (long) values[i + 2] << (2 * width)
                    | (long) values[i + 3] << (3 * width);
            long high = values[i + 4]
                    | (long) values[i + 5] << width
                    | (long) values[i + 6] << (2 * width)
                    | (long) values[i + 7] << (3 * width);
            if (half < Long.SIZE) {
                LittleEndian.putLong(bytes, at, low | high << half);
                LittleEndian.putLong(bytes, at + Long.BYTES, high >>> 1 >>> (Long.SIZE - 1 - half));
            } else {
                LittleEndian.putLong(bytes, at, low);
                LittleEndian.putLong(bytes, at + Long.BYTES, high);
            }
            at += width;
        }
        out.size = at;
    }

    /**
     * Packs values of up to 64 bits.
     *
     * @param count how many; a multiple of {@link #GROUP}
     */
    static void packLongs(long[] values, int from, int count, int width, GrowableBytes out) {
        int length = count / Byte.SIZE * width;
        out.reserve(length + Long.BYTES);
        byte[] bytes = out.bytes;
        int at = out.size;
        long word = 0;
        int filled = 0;
        for (int i = from; i < from + count; i++) {
            long value = values[i];
            word |= value << filled;
            filled += width;
            if (filled >= Long.SIZE) {
                LittleEndian.putLong(bytes, at, word);
                at += Long.BYTES;
                filled -= Long.SIZE;
                word = filled == 0 ? 0 : value >>> (width - filled);
            }
        }
        LittleEndian.putLong(bytes, at, word);
        out.size += length;
    }
}
