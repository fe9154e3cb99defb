package io.dromedary.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** parquet-java corrects zeros while it reads, so only the bytes themselves tell whether they are right. */
class NumberBoundsTest {

    @Test
    void coverBothZeros() {
        for (float zero : new float[] {0.0f, -0.0f}) {
            Bounds bounds = Objects.requireNonNull(floats(zero));
            assertThat(LittleEndian.getInt(bounds.min, 0)).isEqualTo(Float.floatToRawIntBits(-0.0f));
            assertThat(LittleEndian.getInt(bounds.max, 0)).isEqualTo(Float.floatToRawIntBits(0.0f));
        }
        for (double zero : new double[] {0.0, -0.0}) {
            Bounds bounds = Objects.requireNonNull(doubles(zero));
            assertThat(LittleEndian.getLong(bounds.min, 0)).isEqualTo(Double.doubleToRawLongBits(-0.0));
            assertThat(LittleEndian.getLong(bounds.max, 0)).isEqualTo(Double.doubleToRawLongBits(0.0));
        }
    }

    @Test
    void orderFloatsByValue() {
        Bounds bounds = Objects.requireNonNull(floats(-1, -2, Float.POSITIVE_INFINITY, 3, Float.NEGATIVE_INFINITY));
        assertThat(Float.intBitsToFloat(LittleEndian.getInt(bounds.min, 0))).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(Float.intBitsToFloat(LittleEndian.getInt(bounds.max, 0))).isEqualTo(Float.POSITIVE_INFINITY);
        Bounds negative = Objects.requireNonNull(doubles(-1, -2, -1.5));
        assertThat(Double.longBitsToDouble(LittleEndian.getLong(negative.min, 0)))
                .isEqualTo(-2);
        assertThat(Double.longBitsToDouble(LittleEndian.getLong(negative.max, 0)))
                .isEqualTo(-1);
    }

    @Test
    void areNotKnownBesideNaN() {
        assertThat(floats(1, Float.NaN)).isNull();
        assertThat(floats(1, Float.intBitsToFloat(0xFFFFFFFF))).isNull();
        assertThat(doubles(1, Double.NaN)).isNull();
        assertThat(doubles(1, Double.longBitsToDouble(-1))).isNull();
    }

    @Test
    void startAnewForEachPage() {
        var bounds = new LongBounds(false);
        bounds.add(new long[] {Long.MIN_VALUE, Long.MAX_VALUE}, 0, 2);
        Objects.requireNonNull(bounds.take());
        bounds.add(new long[] {5, 7, 99}, 0, 2);
        Bounds second = Objects.requireNonNull(bounds.take());
        assertThat(LittleEndian.getLong(second.min, 0)).isEqualTo(5);
        assertThat(LittleEndian.getLong(second.max, 0)).isEqualTo(7);
    }

    private static @Nullable Bounds floats(float... values) {
        var bounds = new IntBounds(true);
        for (float value : values) {
            bounds.add(new int[] {Float.floatToRawIntBits(value)}, 0, 1);
        }
        return bounds.take();
    }

    private static @Nullable Bounds doubles(double... values) {
        var bounds = new LongBounds(true);
        bounds.add(
                DoubleStream.of(values).mapToLong(Double::doubleToRawLongBits).toArray(), 0, values.length);
        return bounds.take();
    }
}
