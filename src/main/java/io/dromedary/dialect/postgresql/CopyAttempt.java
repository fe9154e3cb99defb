package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.EncodedRows;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.postgresql.copy.CopyIn;
import org.postgresql.jdbc.PgConnection;

/** Sends some rows with one COPY. */
final class CopyAttempt {
    private static final byte[] SIGNATURE = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] TRAILER = {-1, -1};
    /** The server keeps each message whole; of this size they cost least. */
    private static final int MESSAGE_BYTES = 1 << 16;

    private final PgConnection connection;
    private final String sql;
    private final boolean isBinary;

    CopyAttempt(PgConnection connection, String sql, boolean isBinary) {
        this.connection = connection;
        this.sql = sql;
        this.isBinary = isBinary;
    }

    /** Sends rows from one up to, not including, another; returns how many the server has taken. */
    long send(EncodedRows rows, int from, int to) throws SQLException {
        CopyIn copy = connection.getCopyAPI().copyIn(sql);
        try {
            if (isBinary) {
                copy.writeToCopy(SIGNATURE, 0, SIGNATURE.length);
            }
            int end = rows.start(to);
            for (int at = rows.start(from); at < end; at += MESSAGE_BYTES) {
                copy.writeToCopy(rows.bytes, at, Math.min(MESSAGE_BYTES, end - at));
            }
            if (isBinary) {
                copy.writeToCopy(TRAILER, 0, TRAILER.length);
            }
            return copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }
}
