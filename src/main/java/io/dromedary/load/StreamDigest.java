package io.dromedary.load;

import io.dromedary.load.input.InputFailures;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;

/** The digest of what is read only once: of the bytes as they pass. */
class StreamDigest extends FilterInputStream implements ContentDigest {
    private static final int BLOCK_BYTES = 1 << 16;

    private final String name;
    private final MessageDigest digest = Sha256.create();
    private long bytes;

    /**
     * Makes the digest of a stream.
     *
     * @param name what messages call it
     * @param in closed with the digest
     */
    StreamDigest(String name, InputStream in) {
        super(in);
        this.name = name;
    }

    /** The same stream for a reader, which may close it before its digest is asked for. */
    final InputStream unclosed() {
        return new FilterInputStream(this) {
            @Override
            public void close() {
                // Its digest does.
            }
        };
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public synchronized int read(byte[] target, int from, int length) throws IOException {
        int count = in.read(target, from, length);
        if (count > 0) {
            digest.update(target, from, count);
            bytes += count;
        }
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        return Math.max(0, read(new byte[(int) Math.min(count, BLOCK_BYTES)]));
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Reads the rest, too. Called once. */
    @Override
    public synchronized String value() {
        try {
            transferTo(OutputStream.nullOutputStream());
            return Sha256.text(digest);
        } catch (IOException e) {
            throw InputFailures.unreadable(name, e);
        }
    }

    @Override
    public synchronized long bytes() {
        return bytes;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw InputFailures.unreadable(name, e);
        }
    }
}
