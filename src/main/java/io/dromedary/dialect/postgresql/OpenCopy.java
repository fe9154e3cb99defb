package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.EncodedRows;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.postgresql.copy.CopyIn;

/** A COPY in progress; its connection does nothing else until it is closed. Closing it before its end cancels it. */
final class OpenCopy implements AutoCloseable {
    private static final byte[] SIGNATURE = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] TRAILER = {-1, -1};
    /** The server keeps each message whole; of this size they cost least. */
    private static final int MESSAGE_BYTES = 1 << 16;

    private final CopyCommand command;
    private final CopyIn copy;

    private OpenCopy(CopyCommand command, CopyIn copy) {
        this.command = command;
        this.copy = copy;
    }

    static OpenCopy start(CopyCommand command) throws SQLException {
        CopyIn copy = command.connection().getCopyAPI().copyIn(command.sql());
        var open = new OpenCopy(command, copy);
        if (command.isBinary()) {
            copy.writeToCopy(SIGNATURE, 0, SIGNATURE.length);
        }
        return open;
    }

    CopyCommand command() {
        return command;
    }

    /** Sends rows from one up to, not including, another. */
    void send(EncodedRows rows, int from, int to) throws SQLException {
        int end = rows.start(to);
        for (int at = rows.start(from); at < end; at += MESSAGE_BYTES) {
            copy.writeToCopy(rows.bytes, at, Math.min(MESSAGE_BYTES, end - at));
        }
    }

    /** Waits until the server has taken all rows; returns how many it keeps. */
    long end() throws SQLException {
        if (command.isBinary()) {
            copy.writeToCopy(TRAILER, 0, TRAILER.length);
        }
        return copy.endCopy();
    }

    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }
}
