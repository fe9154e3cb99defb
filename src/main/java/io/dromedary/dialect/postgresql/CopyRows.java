package io.dromedary.dialect.postgresql;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * Receives binary COPY into one buffer and finds the fields of its rows: the first of two passes, the second are the
 * {@link ColumnDecoder}s.
 *
 * <p>Rows stay where they were received. The buffer has a fixed size; for a row that is larger it becomes exactly as
 * large as that row, and small again when no such rows come any more.
 */
final class CopyRows {
    static final int BUFFER_BYTES = 256 * 1024;

    private static final byte[] SIGNATURE = "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int PREAMBLE_BYTES = SIGNATURE.length + 2 * Integer.BYTES;
    private static final int TRAILER = -1;
    private static final int CELLS_PER_BATCH = 64 * 1024;
    private static final int ROWS_PER_BATCH = 4096;
    /** Less room than this at the end of the buffer is not worth a read. */
    private static final int WORTHWHILE_BYTES = 16 * 1024;
    /** After so many batches without a row that needs it, a large buffer is given up. */
    private static final int BATCHES_BEFORE_SHRINKING = 16;

    private final String source;
    private final CopyFrames frames;
    private final int rowsMax;
    private final int[][] offsets;

    private byte[] buffer = new byte[BUFFER_BYTES];
    /** What is still to be looked at: from here to {@link #end}. */
    private int position;

    private int end;
    /** Where the message that {@link #position} is in ends; equal to it between messages. */
    private int frameEnd;

    private boolean started;
    private boolean trailerSeen;
    private int smallBatches;

    /**
     * @param source what is read, for messages
     * @param columnCount how many fields each row must have
     */
    CopyRows(String source, CopyFrames frames, int columnCount) {
        this(source, frames, columnCount, rowsPerBatch(columnCount));
    }

    /**
     * @param source what is read, for messages
     * @param columnCount how many fields each row must have
     * @param rowsMax the most rows that are found at once
     */
    CopyRows(String source, CopyFrames frames, int columnCount, int rowsMax) {
        this.source = source;
        this.frames = frames;
        this.rowsMax = rowsMax;
        this.offsets = new int[columnCount][rowsMax];
    }

    /** The most rows to find at once, if so many vectors have room for each of them. */
    static int rowsPerBatch(int columnCount) {
        return Math.max(1, Math.min(ROWS_PER_BATCH, CELLS_PER_BATCH / columnCount));
    }

    /** Where the rows of the last {@link #read} are. */
    byte[] bytes() {
        return buffer;
    }

    /** Where the fields of a column are in {@link #bytes}, for each row found. */
    int[] offsets(int column) {
        return offsets[column];
    }

    /** Finds the next rows; those before become invalid. Returns how many; 0 at the end. */
    int read() throws SQLException, IOException {
        int rows = 0;
        while (rows < rowsMax && (position < frameEnd || openFrame(rows))) {
            if (!started) {
                skipPreamble();
            } else if (BigEndian.getShort(buffer, position) == TRAILER) {
                skipTrailer();
            } else {
                walkRow(rows++);
            }
        }
        if (rows == 0 && !trailerSeen) {
            throw broken("it ended without its trailer");
        }
        return rows;
    }

    /**
     * Moves to the next row message and has it whole in the buffer. False: none fits behind the rows found, or the end.
     */
    private boolean openFrame(int rows) throws SQLException, IOException {
        while (true) {
            int available = end - position;
            if (available >= WireTap.HEADER_BYTES) {
                if (buffer[position] != CopyFrames.COPY_DATA) {
                    if (rows > 0) {
                        return false;
                    }
                    frames.handBack(buffer, position, available);
                    clear();
                    continue;
                }
                int frameBytes = frameBytes();
                if (available >= frameBytes) {
                    frameEnd = position + frameBytes;
                    position += WireTap.HEADER_BYTES;
                    return true;
                }
            }
            if (!makeRoom(rows)) {
                return false;
            }
            int count = frames.read(buffer, end, buffer.length - end);
            if (count < 0) {
                return false;
            }
            end += count;
        }
    }

    private int frameBytes() {
        int length = BigEndian.getInt(buffer, position + 1);
        if (length < Integer.BYTES || length == Integer.MAX_VALUE) {
            throw broken("a message has the length " + length);
        }
        return 1 + length;
    }

    /** Room for at least a part of the message at the position. False: not without moving the rows found. */
    private boolean makeRoom(int rows) {
        if (rows > 0) {
            return buffer.length - end >= WORTHWHILE_BYTES;
        }
        int needed = end - position >= WireTap.HEADER_BYTES ? frameBytes() : WireTap.HEADER_BYTES;
        if (needed > buffer.length) {
            replaceBuffer(needed);
            smallBatches = 0;
        } else if (buffer.length > BUFFER_BYTES
                && needed <= BUFFER_BYTES
                && ++smallBatches > BATCHES_BEFORE_SHRINKING) {
            replaceBuffer(BUFFER_BYTES);
        } else if (position > 0) {
            System.arraycopy(buffer, position, buffer, 0, end - position);
            moved();
        }
        return true;
    }

    private void replaceBuffer(int bytes) {
        byte[] received = Arrays.copyOfRange(buffer, position, end);
        // Let go of the old buffer first: both may be large.
        buffer = received;
        try {
            buffer = new byte[bytes];
        } catch (OutOfMemoryError e) {
            throw DromedaryException.permanent(
                    FailureCategory.DATA,
                    "%s: a row of %,d bytes does not fit the heap; give more with DROMEDARY_HEAP (-Xmx)"
                            .formatted(source, bytes),
                    e);
        }
        System.arraycopy(received, 0, buffer, 0, received.length);
        moved();
    }

    private void moved() {
        end -= position;
        position = 0;
        frameEnd = 0;
    }

    private void clear() {
        position = 0;
        end = 0;
        frameEnd = 0;
    }

    private void walkRow(int row) {
        byte[] bytes = buffer;
        int frame = frameEnd;
        int[][] columns = offsets;
        int fields = BigEndian.getShort(bytes, position);
        if (fields != columns.length) {
            throw broken("a row has %d fields instead of %d".formatted(fields, columns.length));
        }
        int at = position + Short.BYTES;
        for (int[] column : columns) {
            if (frame - at < Integer.BYTES) {
                throw broken("a row ends within a field");
            }
            int length = BigEndian.getInt(bytes, at);
            at += Integer.BYTES;
            if (length >= 0 && length <= frame - at) {
                column[row] = at;
                at += length;
            } else if (length == ColumnDecoder.NULL) {
                column[row] = ColumnDecoder.NULL;
            } else {
                throw broken("a field has the length " + length);
            }
        }
        position = at;
    }

    private void skipPreamble() {
        if (frameEnd - position < PREAMBLE_BYTES
                || !Arrays.equals(buffer, position, position + SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length)) {
            throw broken("it does not start with the signature of binary COPY");
        }
        int flags = BigEndian.getInt(buffer, position + SIGNATURE.length);
        int extension = BigEndian.getInt(buffer, position + SIGNATURE.length + Integer.BYTES);
        if (flags != 0 || extension < 0 || extension > frameEnd - position - PREAMBLE_BYTES) {
            throw broken("its header has flags %08x and an extension of %d bytes".formatted(flags, extension));
        }
        position += PREAMBLE_BYTES + extension;
        started = true;
    }

    private void skipTrailer() {
        position += Short.BYTES;
        if (position != frameEnd) {
            throw broken("rows follow its trailer");
        }
        trailerSeen = true;
    }

    private DromedaryException broken(String what) {
        return DromedaryException.permanent(
                FailureCategory.BUG,
                "%s: binary COPY is not as PostgreSQL documents it: %s; please report this".formatted(source, what));
    }
}
