package io.dromedary.parquet;

/**
 * Parquet's hybrid of run lengths and bit packing, for dictionary ids: a stretch of the same id becomes its length and
 * the id, anything else is packed in groups of eight.
 */
final class RunLengthEncoder {
    /** A run inside packed values must save more than the two headers that it costs. */
    private static final int RUN_BITS_MIN = 64;

    private RunLengthEncoder() {}

    /**
     * Appends the ids.
     *
     * @param width bits of the largest id
     */
    static void encode(int[] ids, int count, int width, GrowableBytes out) {
        int packedFrom = 0;
        int at = 0;
        while (at + BitPacking.GROUP <= count) {
            if (isRun(ids, at)) {
                int end = runEnd(ids, at, count);
                if (at == packedFrom || (end - at) * width >= RUN_BITS_MIN) {
                    putPacked(ids, packedFrom, at, width, out);
                    putRun(ids[at], end - at, width, out);
                    packedFrom = end;
                    at = end;
                    continue;
                }
            }
            at += BitPacking.GROUP;
        }
        putTail(ids, packedFrom, count, width, out);
    }

    /** The last group is filled up with zeros, which a reader skips. */
    private static void putTail(int[] ids, int from, int count, int width, GrowableBytes out) {
        int length = count - from;
        int whole = length / BitPacking.GROUP * BitPacking.GROUP;
        if (whole == length) {
            putPacked(ids, from, count, width, out);
            return;
        }
        int groups = roundUp(length) / BitPacking.GROUP;
        out.putVarint((long) groups << 1 | 1);
        BitPacking.packGroups(ids, from, whole, width, out);
        int[] last = new int[BitPacking.GROUP];
        System.arraycopy(ids, from + whole, last, 0, length - whole);
        BitPacking.packGroups(last, 0, BitPacking.GROUP, width, out);
    }

    private static int roundUp(int count) {
        return (count + BitPacking.GROUP - 1) / BitPacking.GROUP * BitPacking.GROUP;
    }

    private static boolean isRun(int[] ids, int at) {
        int id = ids[at];
        int differences = (id ^ ids[at + 1])
                | (id ^ ids[at + 2])
                | (id ^ ids[at + 3])
                | (id ^ ids[at + 4])
                | (id ^ ids[at + 5])
                | (id ^ ids[at + 6])
                | (id ^ ids[at + 7]);
        return differences == 0;
    }

    private static int runEnd(int[] ids, int at, int count) {
        int end = at + BitPacking.GROUP;
        while (end < count && ids[end] == ids[at]) {
            end++;
        }
        return end;
    }

    private static void putPacked(int[] ids, int from, int to, int width, GrowableBytes out) {
        if (to > from) {
            out.putVarint(((to - from) / BitPacking.GROUP) * 2L + 1);
            BitPacking.packGroups(ids, from, to - from, width, out);
        }
    }

    private static void putRun(int id, int length, int width, GrowableBytes out) {
        out.putVarint((long) length << 1);
        for (int bits = 0; bits < width; bits += Byte.SIZE) {
            out.putByte(id >>> bits);
        }
    }
}
