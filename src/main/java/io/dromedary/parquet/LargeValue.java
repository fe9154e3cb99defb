package io.dromedary.parquet;

/** A value so large that it gets a page of its own: a slice of the array that it was received in, not copied. */
final class LargeValue {
    final byte[] data;
    final int from;
    final int length;

    LargeValue(byte[] data, int from, int length) {
        this.data = data;
        this.from = from;
        this.length = length;
    }
}
