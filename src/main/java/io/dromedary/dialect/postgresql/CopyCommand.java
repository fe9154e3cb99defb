package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.EncodedRows;
import java.sql.SQLException;
import org.postgresql.jdbc.PgConnection;

/**
 * A COPY that rows can be sent with.
 *
 * @param isBinary whether it takes rows in binary form
 */
record CopyCommand(PgConnection connection, String sql, boolean isBinary) {

    /** Sends rows from one up to, not including, another with a COPY of their own. */
    void send(EncodedRows rows, int from, int to) throws SQLException {
        try (OpenCopy copy = OpenCopy.start(this)) {
            copy.send(rows, from, to);
            copy.end();
        }
    }
}
