package io.dromedary.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BitPackingTest {
    private static final int COUNT = 64;

    @Test
    void packsLongsOfEveryWidth() {
        for (int width = 0; width <= Long.SIZE; width++) {
            long[] values = values(width);
            var out = new GrowableBytes();
            BitPacking.packLongs(values, 0, COUNT, width, out);
            assertPacked(out, width, values);
        }
    }

    @Test
    void packsGroupsOfEveryWidthOfAnId() {
        for (int width = 0; width <= BitPacking.GROUP_WIDTH_MAX; width++) {
            long[] values = values(width);
            int[] ids = new int[COUNT];
            java.util.Arrays.setAll(ids, i -> (int) values[i]);
            var out = new GrowableBytes();
            BitPacking.packGroups(ids, 0, COUNT, width, out);
            assertPacked(out, width, values);
        }
    }

    @Test
    void knowsTheWidthOfEveryNumber() {
        assertThat(BitPacking.widthOf(0)).isZero();
        assertThat(BitPacking.widthOf(1)).isEqualTo(1);
        assertThat(BitPacking.widthOf(255)).isEqualTo(8);
        assertThat(BitPacking.widthOf(256)).isEqualTo(9);
        assertThat(BitPacking.widthOf(-1)).isEqualTo(64);
    }

    private static long[] values(int width) {
        var random = new Random(width);
        long[] values = new long[COUNT];
        for (int i = 0; i < COUNT; i++) {
            values[i] = width == 0 ? 0 : (i % 9 == 0 ? -1 : random.nextLong()) >>> (Long.SIZE - width);
        }
        return values;
    }

    /** Reads bit by bit, as the format describes it. */
    private static void assertPacked(GrowableBytes out, int width, long[] values) {
        assertThat(out.size).isEqualTo(COUNT * width / Byte.SIZE);
        for (int i = 0; i < COUNT; i++) {
            long value = 0;
            for (int bit = 0; bit < width; bit++) {
                int at = i * width + bit;
                value |= (long) (out.bytes[at >>> 3] >>> (at & 7) & 1) << bit;
            }
            assertThat(value).as("value %d of width %d", i, width).isEqualTo(values[i]);
        }
    }
}
