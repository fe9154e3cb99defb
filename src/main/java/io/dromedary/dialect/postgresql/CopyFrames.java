package io.dromedary.dialect.postgresql;

import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyOut;

/**
 * The messages of one running COPY as a stream of bytes, message headers included.
 *
 * <p>From a plain connection they are read straight off the wire, large pieces at a time. On an encrypted one the
 * driver hands out a byte array for each row, and the headers are put back before them, so that both look the same.
 */
final class CopyFrames {
    static final byte COPY_DATA = 'd';

    private final CopyOut copy;
    private final @Nullable WireTap tap;
    private final byte[] header = new byte[WireTap.HEADER_BYTES];

    private int headerPosition = WireTap.HEADER_BYTES;
    private byte @Nullable [] row;
    private int rowPosition;
    private boolean ended;

    /**
     * Takes over a COPY that has just started.
     *
     * @param tap of the connection; null: the driver reads
     */
    CopyFrames(CopyOut copy, @Nullable WireTap tap) {
        this.copy = copy;
        this.tap = tap != null && tap.isBetweenMessages() ? tap : null;
    }

    /** Reads at least one byte; -1 after the end of the COPY. */
    int read(byte[] target, int offset, int length) throws SQLException, IOException {
        while (row == null) {
            if (ended) {
                return -1;
            }
            if (tap != null) {
                return readWire(tap, target, offset, length);
            }
            take(copy.readFromCopy());
        }
        return readRow(row, target, offset, length);
    }

    /**
     * Gives back bytes that start with a message which is no row: the end, an error, a notice. The driver handles it.
     *
     * @throws SQLException if it was an error
     */
    void handBack(byte[] bytes, int offset, int length) throws SQLException {
        if (tap == null) {
            throw new IllegalStateException("The driver handed out a message of type " + (char) bytes[offset]);
        }
        tap.unread(bytes, offset, length);
        // Comes back with the next row if it was a notice.
        take(copy.readFromCopy());
    }

    /** How many rows the server says it has sent; known at the end. */
    long rowCount() {
        return copy.getHandledRowCount();
    }

    private static int readWire(WireTap tap, byte[] target, int offset, int length) throws IOException {
        int count = tap.readWire(target, offset, length);
        if (count < 0) {
            throw new IOException("the server closed the connection");
        }
        return count;
    }

    private void take(byte @Nullable [] next) {
        row = next;
        ended = next == null;
        if (next != null) {
            header[0] = COPY_DATA;
            BigEndian.putInt(header, 1, Integer.BYTES + next.length);
            headerPosition = 0;
            rowPosition = 0;
        }
    }

    private int readRow(byte[] from, byte[] target, int offset, int length) {
        if (headerPosition < header.length) {
            int count = Math.min(length, header.length - headerPosition);
            System.arraycopy(header, headerPosition, target, offset, count);
            headerPosition += count;
            return count;
        }
        int count = Math.min(length, from.length - rowPosition);
        System.arraycopy(from, rowPosition, target, offset, count);
        rowPosition += count;
        if (rowPosition == from.length) {
            row = null;
        }
        return count;
    }
}
