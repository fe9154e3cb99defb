package io.dromedary.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesReader;
import org.junit.jupiter.api.Test;

class DeltaEncoderTest {
    private final Random random = new Random(7);

    @Test
    void writesLongsWhoseDifferencesHaveEveryWidth() throws Exception {
        for (int width = 0; width <= Long.SIZE; width++) {
            long[] values = new long[300];
            for (int i = 1; i < values.length; i++) {
                long difference = width == 0 ? 0 : random.nextLong() >>> (Long.SIZE - width);
                values[i] = values[i - 1] + difference;
            }
            assertReadBack(values);
        }
    }

    @Test
    void writesIntsWhoseDifferencesHaveEveryWidth() throws Exception {
        for (int width = 0; width <= Integer.SIZE; width++) {
            int[] values = new int[300];
            for (int i = 1; i < values.length; i++) {
                int difference = width == 0 ? 0 : random.nextInt() >>> (Integer.SIZE - width);
                values[i] = values[i - 1] + difference;
            }
            assertReadBack(values);
        }
    }

    @Test
    void writesDifferencesThatOverflow() throws Exception {
        assertReadBack(new long[] {Long.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, 0, Long.MAX_VALUE, -1});
        assertReadBack(new int[] {Integer.MIN_VALUE, Integer.MAX_VALUE, Integer.MIN_VALUE, 0, Integer.MAX_VALUE, -1});
        assertReadBack(random.longs(1_000).toArray());
        assertReadBack(random.ints(1_000).toArray());
    }

    @Test
    void writesEveryCountAroundABlock() throws Exception {
        for (int count = 1; count <= 300; count++) {
            assertReadBack(random.longs(count, -5, 5).toArray());
            assertReadBack(random.ints(count, -5, 5).toArray());
        }
    }

    @Test
    void writesNoValues() {
        var out = new GrowableBytes();
        new DeltaEncoder().encode(new int[0], 0, out);
        assertThat(out.size).isEqualTo(2 + 1 + 1 + 1);
    }

    private static void assertReadBack(long[] values) throws Exception {
        var out = new GrowableBytes();
        new DeltaEncoder().encode(values, values.length, out);
        var reader = reader(out, values.length);
        for (int i = 0; i < values.length; i++) {
            assertThat(reader.readLong()).as("value %d of %d", i, values.length).isEqualTo(values[i]);
        }
    }

    private static void assertReadBack(int[] values) throws Exception {
        var out = new GrowableBytes();
        new DeltaEncoder().encode(values, values.length, out);
        var reader = reader(out, values.length);
        for (int i = 0; i < values.length; i++) {
            assertThat(reader.readInteger())
                    .as("value %d of %d", i, values.length)
                    .isEqualTo(values[i]);
        }
    }

    private static DeltaBinaryPackingValuesReader reader(GrowableBytes out, int count) throws Exception {
        var reader = new DeltaBinaryPackingValuesReader();
        reader.initFromPage(count, ByteBufferInputStream.wrap(ByteBuffer.wrap(out.bytes, 0, out.size)));
        return reader;
    }
}
