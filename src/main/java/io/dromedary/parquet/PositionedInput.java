package io.dromedary.parquet;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.zip.CRC32;

/** A part of a file as a stream that knows where it is. Buffered; moves the channel's own position when it reads. */
final class PositionedInput extends InputStream {
    private static final int BUFFER_BYTES = 1 << 16;

    private final SeekableByteChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
    private final long end;
    private long next;

    /** The bytes from {@code start} on; reading beyond {@code end} is as beyond the end of a file. */
    PositionedInput(SeekableByteChannel channel, long start, long end) {
        this.channel = channel;
        this.end = end;
        next = start;
    }

    /** Where the next byte lies in the file. */
    long position() {
        return next - buffer.remaining();
    }

    @Override
    public int read() throws IOException {
        return fill() ? buffer.get() & 0xFF : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, buffer.remaining());
        buffer.get(bytes, offset, count);
        return count;
    }

    /** The checksum of the next bytes, which are passed over. */
    int checksum(long bytes) throws IOException {
        var checksum = new CRC32();
        for (long left = bytes; left > 0; ) {
            if (!fill()) {
                throw new EOFException("the file became shorter while it was read");
            }
            int count = (int) Math.min(left, buffer.remaining());
            checksum.update(buffer.array(), buffer.position(), count);
            buffer.position(buffer.position() + count);
            left -= count;
        }
        return (int) checksum.getValue();
    }

    /** Whether there is a byte. */
    private boolean fill() throws IOException {
        if (buffer.hasRemaining()) {
            return true;
        } else if (next >= end) {
            return false;
        }
        buffer.clear().limit((int) Math.min(BUFFER_BYTES, end - next));
        int count = channel.position(next).read(buffer);
        buffer.flip();
        next += Math.max(count, 0);
        return count > 0;
    }
}
