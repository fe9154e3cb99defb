package io.dromedary.parquet;

/**
 * A value so large that it gets a page of its own: a slice of the array that it was received in.
 *
 * @param data the array, not copied
 * @param from where the value begins
 * @param length its bytes
 */
record LargeValue(byte[] data, int from, int length) {}
