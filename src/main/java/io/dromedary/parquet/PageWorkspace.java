package io.dromedary.parquet;

import java.io.Closeable;

/** What pages are encoded and compressed with, one after the other: shared by all columns of a file. */
final class PageWorkspace implements Closeable {
    /** The page that is being encoded. */
    final GrowableBytes body = new GrowableBytes();

    final DeltaEncoder delta = new DeltaEncoder();

    final PageCompressor compressor;

    PageWorkspace(Codec codec) {
        compressor = PageCompressor.of(codec);
    }

    @Override
    public void close() {
        compressor.close();
    }
}
