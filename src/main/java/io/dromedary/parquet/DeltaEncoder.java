package io.dromedary.parquet;

/**
 * Parquet's DELTA_BINARY_PACKED: the differences of neighbours, less the smallest of their block, in as few bits as
 * each 32 of them need. Sums wrap around, so every number can follow every other.
 */
final class DeltaEncoder {
    private static final int BLOCK = 128;
    private static final int MINIBLOCKS = 4;
    private static final int MINIBLOCK = BLOCK / MINIBLOCKS;

    private final long[] deltas = new long[BLOCK];

    void encode(int[] values, int count, GrowableBytes out) {
        putHeader(count, count == 0 ? 0 : values[0], out);
        for (int from = 1; from < count; from += BLOCK) {
            int length = Math.min(BLOCK, count - from);
            long smallest = Long.MAX_VALUE;
            for (int i = 0; i < length; i++) {
                // Wraps around at 32 bits, as readers add in 32 bits: no difference needs more.
                int delta = values[from + i] - values[from + i - 1];
                deltas[i] = delta;
                smallest = Math.min(smallest, delta);
            }
            putBlock(length, smallest, out);
        }
    }

    void encode(long[] values, int count, GrowableBytes out) {
        putHeader(count, count == 0 ? 0 : values[0], out);
        for (int from = 1; from < count; from += BLOCK) {
            int length = Math.min(BLOCK, count - from);
            long smallest = Long.MAX_VALUE;
            for (int i = 0; i < length; i++) {
                long delta = values[from + i] - values[from + i - 1];
                deltas[i] = delta;
                smallest = Math.min(smallest, delta);
            }
            putBlock(length, smallest, out);
        }
    }

    private static void putHeader(int count, long first, GrowableBytes out) {
        out.putVarint(BLOCK);
        out.putVarint(MINIBLOCKS);
        out.putVarint(count);
        out.putZigZag(first);
    }

    private void putBlock(int length, long smallest, GrowableBytes out) {
        out.putZigZag(smallest);
        for (int i = 0; i < length; i++) {
            deltas[i] -= smallest;
        }
        for (int i = length; i < BLOCK; i++) {
            deltas[i] = 0;
        }
        out.reserve(MINIBLOCKS);
        int widthsAt = out.size;
        out.size += MINIBLOCKS;
        for (int i = 0; i < MINIBLOCKS; i++) {
            int width = i * MINIBLOCK < length ? widthOf(i * MINIBLOCK) : 0;
            out.bytes[widthsAt + i] = (byte) width;
            if (width > 0) {
                BitPacking.packLongs(deltas, i * MINIBLOCK, MINIBLOCK, width, out);
            }
        }
    }

    private int widthOf(int from) {
        long all = 0;
        for (int i = from; i < from + MINIBLOCK; i++) {
            all |= deltas[i];
        }
        return BitPacking.widthOf(all);
    }
}
