package io.dromedary.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.table.ColumnVector;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DictionaryTest {
    private static final DictionaryLimits WIDE = new DictionaryLimits(64 << 20);
    private final Random random = new Random(3);

    @Test
    void numbersIntsInTheOrderTheyCome() {
        int[] values = random.ints(50_000, -20_000, 20_000).toArray();
        int[] ids = new int[values.length];
        var dictionary = new IntDictionary(WIDE);
        assertThat(dictionary.ids(values, 0, values.length, ids, 0)).isEqualTo(values.length);
        Map<Integer, Integer> expected = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            expected.putIfAbsent(values[i], expected.size());
            assertThat(ids[i]).isEqualTo(expected.get(values[i]));
            assertThat(dictionary.values()[ids[i]]).isEqualTo(values[i]);
        }
        assertThat(dictionary.size()).isEqualTo(expected.size());
    }

    @Test
    void numbersLongsInTheOrderTheyCome() {
        long[] values =
                random.longs(50_000, -20_000, 20_000).map(value -> value << 40).toArray();
        int[] ids = new int[values.length];
        var dictionary = new LongDictionary(WIDE);
        assertThat(dictionary.ids(values, 0, values.length, ids, 0)).isEqualTo(values.length);
        Map<Long, Integer> expected = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            expected.putIfAbsent(values[i], expected.size());
            assertThat(ids[i]).isEqualTo(expected.get(values[i]));
        }
    }

    @Test
    void numbersBytesOfEveryLengthInTheOrderTheyCome() {
        var dictionary = new BytesDictionary(WIDE);
        Map<String, Integer> expected = new HashMap<>();
        for (int i = 0; i < 50_000; i++) {
            String value = "k".repeat(random.nextInt(40)) + random.nextInt(300);
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            expected.putIfAbsent(value, expected.size());
            int id = id(dictionary, bytes, 0, bytes.length);
            assertThat(id).isEqualTo(expected.get(value));
            assertThat(new String(
                            dictionary.data(), dictionary.start(id), dictionary.length(id), StandardCharsets.UTF_8))
                    .isEqualTo(value);
        }
    }

    @Test
    void tellsZeroBytesFromNothing() {
        var dictionary = new BytesDictionary(WIDE);
        byte[] zeros = new byte[12];
        for (int length = 0; length <= zeros.length; length++) {
            assertThat(id(dictionary, zeros, 0, length)).isEqualTo(length);
        }
        for (int length = 0; length <= zeros.length; length++) {
            assertThat(id(dictionary, zeros, zeros.length - length, length)).isEqualTo(length);
        }
    }

    @Test
    void holdsAsManyValuesAsIdsHaveBits() {
        int[] values = new int[DictionaryLimits.ENTRIES_MAX + 1];
        Arrays.setAll(values, i -> i * 31);
        assertThat(new IntDictionary(WIDE).ids(values, 0, values.length, new int[values.length], 0))
                .isEqualTo(DictionaryLimits.ENTRIES_MAX);
    }

    @Test
    void refusesMoreThanItsMemory() {
        var limits = new DictionaryLimits(10_000);
        int[] ids = new int[100_000];
        var ints = new IntDictionary(limits);
        ints.ids(random.ints(100_000).toArray(), 0, 100_000, ids, 0);
        var longs = new LongDictionary(limits);
        longs.ids(random.longs(100_000).toArray(), 0, 100_000, ids, 0);
        var bytes = new BytesDictionary(limits);
        byte[] data = new byte[100_000];
        random.nextBytes(data);
        int at = 0;
        while (id(bytes, data, at, 100) >= 0) {
            at += 100;
        }
        assertThat(ints.memoryBytes()).isBetween(9_000L, 10_000L);
        assertThat(longs.memoryBytes()).isBetween(9_000L, 10_000L);
        assertThat(bytes.memoryBytes()).isBetween(9_000L, 10_000L);
    }

    @Test
    void forgetsEverythingWhenCleared() {
        var dictionary = new IntDictionary(WIDE);
        int[] ids = new int[1];
        dictionary.ids(new int[] {1}, 0, 1, ids, 0);
        dictionary.clear();
        dictionary.ids(new int[] {2}, 0, 1, ids, 0);
        assertThat(ids[0]).isZero();
        assertThat(dictionary.size()).isEqualTo(1);
    }

    /** The id of one value; -1 when the dictionary is full. */
    private static int id(BytesDictionary dictionary, byte[] source, int from, int length) {
        var vector = new ColumnVector.Bytes(1);
        vector.data = source;
        vector.starts[0] = from;
        vector.lengths[0] = length;
        int[] ids = new int[1];
        return dictionary.ids(vector, 0, 1, ids, 0) == 1 ? ids[0] : -1;
    }
}
