package io.dromedary.dialect.postgresql;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * What a server sends, handed to the driver one protocol message at a time, so that the driver never reads ahead.
 * Between two messages, rows can therefore be taken {@linkplain #readWire straight from the wire}, and what is not a
 * row is {@linkplain #unread given back} for the driver to handle.
 *
 * <p>Once the connection is encrypted, messages cannot be seen: the tap passes bytes through and is {@link #isOpaque}.
 * Used by one thread at a time, as the driver's connection is.
 */
final class WireTap extends InputStream {
    /** A message: one byte of type, four bytes of length that count themselves and what follows. */
    static final int HEADER_BYTES = 1 + Integer.BYTES;

    private static final int BUFFER_BYTES = 16 * 1024;

    private enum State {
        /** One-byte answers to requests for encryption may come before the first message. */
        NEGOTIATING,
        MESSAGES,
        OPAQUE
    }

    private final InputStream wire;
    private byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int limit;
    private int leftInMessage;
    private State state = State.NEGOTIATING;

    WireTap(InputStream wire) {
        this.wire = wire;
    }

    /** Whether what passes is encrypted. Known as soon as the driver is connected. */
    boolean isOpaque() {
        return state == State.OPAQUE;
    }

    /** Whether the driver has been handed whole messages only. */
    boolean isBetweenMessages() {
        return state == State.MESSAGES && leftInMessage == 0;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (position == limit && state == State.OPAQUE) {
            return wire.read(target, offset, length);
        }
        int ready = readyBytes();
        if (ready < 0) {
            return -1;
        }
        int count = Math.min(length, ready);
        System.arraycopy(buffer, position, target, offset, count);
        position += count;
        if (state == State.MESSAGES) {
            leftInMessage -= count;
        }
        return count;
    }

    /**
     * How many buffered bytes may be handed out now: at least one, never beyond the end of a message; -1 at the end.
     */
    private int readyBytes() throws IOException {
        if (!buffered(1)) {
            return -1;
        }
        if (state == State.NEGOTIATING) {
            state = switch (buffer[position]) {
                case 'N' -> State.NEGOTIATING;
                case 'R', 'E', 'v' -> State.MESSAGES;
                default -> State.OPAQUE;
            };
            if (state == State.NEGOTIATING) {
                return 1;
            }
        }
        if (state == State.MESSAGES && leftInMessage == 0) {
            if (!buffered(HEADER_BYTES)) {
                throw new EOFException("The connection ended within a message");
            }
            leftInMessage = 1 + BigEndian.getInt(buffer, position + 1);
        }
        int ready = limit - position;
        return state == State.MESSAGES ? Math.min(ready, leftInMessage) : ready;
    }

    private boolean buffered(int wanted) throws IOException {
        if (limit - position >= wanted) {
            return true;
        }
        if (buffer.length - position < wanted || position == limit) {
            System.arraycopy(buffer, position, buffer, 0, limit - position);
            limit -= position;
            position = 0;
        }
        while (limit - position < wanted) {
            int count = wire.read(buffer, limit, buffer.length - limit);
            if (count < 0) {
                return false;
            }
            limit += count;
        }
        return true;
    }

    /** Takes bytes past the driver, message headers included. At least one; -1 at the end of the connection. */
    int readWire(byte[] target, int offset, int length) throws IOException {
        if (!isBetweenMessages()) {
            throw new IllegalStateException("The driver has been handed a part of a message");
        }
        if (position == limit) {
            return wire.read(target, offset, length);
        }
        int count = Math.min(length, limit - position);
        System.arraycopy(buffer, position, target, offset, count);
        position += count;
        return count;
    }

    /** Gives bytes back that {@link #readWire} has read last; they start with a message and are copied. */
    void unread(byte[] bytes, int offset, int length) {
        byte[] whole = new byte[Math.max(BUFFER_BYTES, length + limit - position)];
        System.arraycopy(bytes, offset, whole, 0, length);
        System.arraycopy(buffer, position, whole, length, limit - position);
        limit = length + limit - position;
        position = 0;
        buffer = whole;
    }

    @Override
    public int available() throws IOException {
        return limit - position + wire.available();
    }

    @Override
    public void close() throws IOException {
        Arrays.fill(buffer, (byte) 0);
        wire.close();
    }
}
