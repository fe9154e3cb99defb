package io.dromedary.dialect;

import io.dromedary.failure.DromedaryException;
import java.sql.Connection;
import java.sql.SQLException;

/** A borrowed connection and what to read with it. For one thread and one statement; {@link #close} gives it back. */
public interface JdbcReading extends AutoCloseable {

    /** The connection. Closing it does nothing: it belongs to the snapshot. */
    Connection connection();

    /** A SELECT of the columns of the {@link RowQuery} in their order; it has no parameters. */
    String sql();

    /** What the driver has thrown, as a failure with a category. */
    DromedaryException failure(SQLException e);

    @Override
    void close();
}
