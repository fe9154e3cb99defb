package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.EncodedRows;
import java.sql.SQLException;

/** Sends some rows of a batch, all or none. */
interface RowAttempt {

    /** Sends rows from one up to, not including, another; returns how many the server has taken. */
    long send(EncodedRows rows, int from, int to) throws SQLException;

    /** What a failure of {@link #send} says of a row. */
    RowFault fault(SQLException e);
}
