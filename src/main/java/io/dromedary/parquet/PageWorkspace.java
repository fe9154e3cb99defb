package io.dromedary.parquet;

import java.io.Closeable;

/** What pages are encoded and compressed with, one after the other: shared by all columns of a file. */
final class PageWorkspace implements Closeable {
    /** The page that is being encoded. */
    final GrowableBytes body = new GrowableBytes();

    final DeltaEncoder delta = new DeltaEncoder();

    final LevelEntries entries = new LevelEntries();

    final PageCompressor compressor;
    private int[] numbers = new int[0];

    PageWorkspace(Codec codec) {
        compressor = PageCompressor.of(codec);
    }

    /** An array of at least so many numbers, which is the caller's until the next one asks. */
    int[] numbers(int count) {
        if (count > ColumnValues.KEPT_MAX) {
            return new int[count];
        }
        if (count > numbers.length) {
            numbers = new int[ColumnValues.capacity(numbers.length, count)];
        }
        return numbers;
    }

    @Override
    public void close() {
        compressor.close();
    }
}
