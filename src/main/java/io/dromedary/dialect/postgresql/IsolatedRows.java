package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.EncodedRows;
import io.dromedary.dialect.Rejection;
import io.dromedary.dialect.WritePlan;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgConnection;

/** Writes rows behind savepoints, so that each row that the server refuses is left out alone. */
final class IsolatedRows {
    private final PgConnection connection;
    private final CopyCommand copy;
    private final WritePlan plan;

    IsolatedRows(PgConnection connection, CopyCommand copy, WritePlan plan) {
        this.connection = connection;
        this.copy = copy;
        this.plan = plan;
    }

    /** Writes all rows but those that are refused, which are added to the rejections. */
    long write(EncodedRows rows, List<Rejection> rejections) throws SQLException {
        int count = rows.rowCount();
        int from = 0;
        int atOnce = count;
        // The server has read the rows before it without a complaint: they are sent before it is left out.
        int suspect = count;
        @Nullable RowFault suspicion = null;
        long written = 0;
        while (from < count) {
            if (from == suspect && suspicion != null) {
                rejections.add(suspicion.rejection(rows.source(from++)));
                suspect = count;
                continue;
            }
            int to = Math.min(suspect, from + atOnce);
            RowFault fault = tryWrite(rows, from, to);
            if (fault == null) {
                written += to - from;
                from = to;
                atOnce = Math.min(count, atOnce * 2);
            } else if (fault.line() > 0 && fault.line() <= to - from) {
                suspect = from + fault.line() - 1;
                suspicion = fault;
                atOnce = Math.max(1, atOnce / 2);
            } else if (to - from == 1) {
                suspect = from;
                suspicion = fault;
            } else {
                atOnce = (to - from) / 2;
            }
        }
        return written;
    }

    private @Nullable RowFault tryWrite(EncodedRows rows, int from, int to) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SAVEPOINT rows");
            try {
                copy.send(rows, from, to);
                statement.execute("RELEASE SAVEPOINT rows");
                return null;
            } catch (SQLException e) {
                if (!RowFault.isRowFault(e)) {
                    throw e;
                }
                statement.execute("ROLLBACK TO SAVEPOINT rows; RELEASE SAVEPOINT rows");
                return RowFault.of(e, plan);
            }
        }
    }
}
