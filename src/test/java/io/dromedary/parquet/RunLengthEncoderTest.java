package io.dromedary.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.Random;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridDecoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunLengthEncoderTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void packsIdsOfEveryWidth(int width) throws Exception {
        var random = new Random(width);
        int[] ids = random.ints(1_003, 0, 1 << width).toArray();
        ids[500] = (1 << width) - 1;
        assertReadBack(ids, width);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 8, 9, 16})
    void mixesRunsOfEveryLengthWithPackedIds(int width) throws Exception {
        var random = new Random(width);
        int[] ids = new int[20_000];
        int at = 0;
        while (at < ids.length) {
            int run = Math.min(ids.length - at, random.nextBoolean() ? 1 : random.nextInt(70));
            Arrays.fill(ids, at, at + run, random.nextInt(1 << width));
            at += run;
        }
        assertReadBack(ids, width);
    }

    @Test
    void writesEveryCountAroundAGroup() throws Exception {
        for (int count = 0; count <= 40; count++) {
            int[] constant = new int[count];
            Arrays.fill(constant, 5);
            assertReadBack(constant, 3);
            int[] changing = new int[count];
            Arrays.setAll(changing, i -> i % 6);
            assertReadBack(changing, 3);
        }
    }

    @Test
    void writesALongRunAsItsLength() {
        var out = new GrowableBytes();
        RunLengthEncoder.encode(new int[20_000], 20_000, 16, out);
        assertThat(out.size).isEqualTo(3 + 2);
    }

    private static void assertReadBack(int[] ids, int width) throws Exception {
        var out = new GrowableBytes();
        RunLengthEncoder.encode(ids, ids.length, width, out);
        var decoder = new RunLengthBitPackingHybridDecoder(
                width, new ByteArrayInputStream(Arrays.copyOf(out.bytes, out.size)));
        int[] decoded = new int[ids.length];
        for (int i = 0; i < decoded.length; i++) {
            decoded[i] = decoder.readInt();
        }
        assertThat(decoded).isEqualTo(ids);
    }
}
