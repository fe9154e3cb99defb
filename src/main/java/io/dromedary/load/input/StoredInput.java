package io.dromedary.load.input;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a file as they are stored, counted. Its first bytes can be looked at before they are read. */
public final class StoredInput extends FilterInputStream {
    private static final int BUFFER_BYTES = 1 << 16;

    private volatile long count;
    private boolean isPeeking;

    /** Counts what is read from there; closed with it. */
    public StoredInput(InputStream in) {
        super(new BufferedInputStream(in, BUFFER_BYTES));
    }

    /** The next bytes, which stay to be read; fewer only where the file ends. */
    public byte[] peek(int length) throws IOException {
        isPeeking = true;
        try {
            in.mark(length);
            byte[] bytes = in.readNBytes(length);
            in.reset();
            return bytes;
        } finally {
            isPeeking = false;
        }
    }

    @Override
    public int read() throws IOException {
        int read = in.read();
        counted(read < 0 ? -1 : 1);
        return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return counted(in.read(bytes, offset, length));
    }

    @Override
    public long skip(long length) throws IOException {
        long skipped = in.skip(length);
        count(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private int counted(int read) {
        count(Math.max(read, 0));
        return read;
    }

    // Only the thread that has the reader's lock reads; others look.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void count(long read) {
        if (!isPeeking) {
            count += read;
        }
    }

    /** Bytes that were read so far. */
    public long count() {
        return count;
    }
}
