package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.EncodedRows;
import io.dromedary.dialect.WritePlan;
import java.sql.SQLException;
import org.postgresql.jdbc.PgConnection;

/**
 * A COPY that rows can be sent with.
 *
 * @param plan what its rows are
 * @param isBinary whether it takes rows in binary form
 */
record CopyCommand(PgConnection connection, WritePlan plan, String sql, boolean isBinary) implements RowAttempt {

    /** With a COPY of their own. */
    @Override
    public long send(EncodedRows rows, int from, int to) throws SQLException {
        try (OpenCopy copy = OpenCopy.start(this)) {
            copy.send(rows, from, to);
            return copy.end();
        }
    }

    @Override
    public RowFault fault(SQLException e) {
        return RowFault.of(e, plan);
    }
}
