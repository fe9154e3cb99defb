package io.dromedary.parquet;

/**
 * The smallest and the largest value of a page or a column chunk, plainly encoded. What is not exact was shortened, the
 * largest upwards, so that all values still lie between.
 */
final class Bounds {
    final byte[] min;
    final byte[] max;
    final boolean minExact;
    final boolean maxExact;

    Bounds(byte[] min, byte[] max, boolean minExact, boolean maxExact) {
        this.min = min;
        this.max = max;
        this.minExact = minExact;
        this.maxExact = maxExact;
    }

    static Bounds exact(byte[] min, byte[] max) {
        return new Bounds(min, max, true, true);
    }

    /** The bounds of both together. */
    Bounds with(Bounds other, ValueOrder order) {
        boolean ownMin = order.compare(min, other.min) <= 0;
        boolean ownMax = order.compare(max, other.max) >= 0;
        return new Bounds(
                ownMin ? min : other.min,
                ownMax ? max : other.max,
                ownMin ? minExact : other.minExact,
                ownMax ? maxExact : other.maxExact);
    }
}
