package io.dromedary.staging.s3;

import io.dromedary.failure.DromedaryException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/**
 * An object, read in ranges. The ranges grow while it is read from one end to the other, and begin small again where
 * somebody jumps. For one thread.
 */
final class S3Channel implements SeekableByteChannel {
    private static final int RANGE_BYTES_MIN = 1 << 16;
    private static final int RANGE_BYTES_MAX = 1 << 22;

    private final ObjectStore store;
    private final String name;
    private final long size;
    private long position;
    private ByteBuffer buffer = ByteBuffer.allocate(0);
    private long bufferStart;
    private boolean open = true;

    S3Channel(ObjectStore store, String name, long size) {
        this.store = store;
        this.name = name;
        this.size = size;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (!open) {
            throw new ClosedChannelException();
        } else if (position >= size) {
            return -1;
        } else if (position < bufferStart || position >= bufferStart + buffer.capacity()) {
            fetch();
        }
        ByteBuffer found = buffer.duplicate().position((int) (position - bufferStart));
        found.limit(found.position() + Math.min(target.remaining(), buffer.capacity() - found.position()));
        int count = found.remaining();
        target.put(found);
        position += count;
        return count;
    }

    private void fetch() throws IOException {
        boolean goesOn = buffer.capacity() > 0 && position == bufferStart + buffer.capacity();
        int wanted = goesOn ? Math.min(RANGE_BYTES_MAX, buffer.capacity() * 2) : RANGE_BYTES_MIN;
        long end = Math.min(size, position + wanted);
        byte[] bytes;
        try {
            bytes = store.read(name, position, end);
        } catch (DromedaryException e) {
            throw new IOException(e.getMessage(), e);
        }
        if (bytes.length != end - position) {
            throw new EOFException("%s became shorter while it was read".formatted(name));
        }
        buffer = ByteBuffer.wrap(bytes);
        bufferStart = position;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) {
        position = newPosition;
        return this;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long newSize) {
        throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
    }
}
