package io.dromedary.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.Random;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridDecoder;
import org.junit.jupiter.api.Test;

class DefinitionLevelsTest {

    @Test
    void writesRowsAppendedInPiecesOfEveryLength() throws Exception {
        var random = new Random(1);
        for (int attempt = 0; attempt < 300; attempt++) {
            boolean[] isNull = runs(random, random.nextInt(2_000) + 1);
            var levels = new DefinitionLevels();
            int at = 0;
            while (at < isNull.length) {
                int end = Math.min(isNull.length, at + random.nextInt(100) + 1);
                levels.append(isNull, at, end, present(isNull, at, end));
                at = end;
            }
            assertReadBack(levels, isNull);
        }
    }

    @Test
    void forgetsNullsWhenCleared() throws Exception {
        var levels = new DefinitionLevels();
        levels.append(new boolean[] {true, false, true}, 0, 3, 1);
        levels.clear();
        levels.append(new boolean[] {false, false, true, false}, 0, 4, 3);
        assertReadBack(levels, new boolean[] {false, false, true, false});
        assertThat(levels.nulls()).isEqualTo(1);
    }

    @Test
    void writesOneRunForRowsOfOneKind() {
        for (boolean kind : new boolean[] {true, false}) {
            boolean[] isNull = new boolean[20_000];
            Arrays.fill(isNull, kind);
            var levels = new DefinitionLevels();
            levels.append(isNull, 0, isNull.length, kind ? 0 : isNull.length);
            var out = new GrowableBytes();
            levels.writeTo(out);
            assertThat(out.size).isEqualTo(Integer.BYTES + 3 + 1);
        }
    }

    private static boolean[] runs(Random random, int length) {
        boolean[] isNull = new boolean[length];
        int at = 0;
        while (at < length) {
            int end = Math.min(length, at + random.nextInt(random.nextBoolean() ? 5 : 300) + 1);
            Arrays.fill(isNull, at, end, random.nextBoolean());
            at = end;
        }
        return isNull;
    }

    private static int present(boolean[] isNull, int from, int to) {
        int present = 0;
        for (int i = from; i < to; i++) {
            present += isNull[i] ? 0 : 1;
        }
        return present;
    }

    private static void assertReadBack(DefinitionLevels levels, boolean[] isNull) throws Exception {
        var out = new GrowableBytes();
        levels.writeTo(out);
        assertThat(LittleEndian.getInt(out.bytes, 0)).isEqualTo(out.size - Integer.BYTES);
        var decoder = new RunLengthBitPackingHybridDecoder(
                1, new ByteArrayInputStream(out.bytes, Integer.BYTES, out.size - Integer.BYTES));
        for (int row = 0; row < isNull.length; row++) {
            assertThat(decoder.readInt()).as("row %d", row).isEqualTo(isNull[row] ? 0 : 1);
        }
    }
}
