package io.dromedary.dialect.jdbc;

import io.dromedary.dialect.JdbcReading;
import io.dromedary.dialect.JdbcSnapshot;
import io.dromedary.dialect.RowQuery;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One transaction that everything is read in. Its connection is lent to one reader at a time. A savepoint for each
 * keeps the failure of one from ending the transaction for the others.
 */
final class SharedSnapshot implements JdbcSnapshot, LentConnection.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(SharedSnapshot.class);
    private static final int VALIDATION_SECONDS = 5;

    private final Connection connection;
    private final Failures failures;
    private final boolean hasSavepoints;
    private final Sql sql;
    private final Semaphore turn = new Semaphore(1, true);
    private volatile @Nullable LentConnection lent;
    private volatile boolean cancelled;
    private @Nullable Savepoint savepoint;

    private SharedSnapshot(Connection connection, Failures failures, boolean hasSavepoints, Sql sql) {
        this.connection = connection;
        this.failures = failures;
        this.hasSavepoints = hasSavepoints;
        this.sql = sql;
    }

    static SharedSnapshot of(Connection connection, Failures failures) throws SQLException {
        return new SharedSnapshot(
                connection, failures, connection.getMetaData().supportsSavepoints(), Sql.of(connection));
    }

    @Override
    public String id() {
        return "serializable transaction";
    }

    @Override
    public String sql(RowQuery query) {
        return sql.select(query);
    }

    @Override
    public JdbcReading borrow(RowQuery query) {
        turn.acquireUninterruptibly();
        try {
            savepoint = hasSavepoints ? connection.setSavepoint() : null;
            var reading = new LentConnection(connection, query, failures, this);
            lent = reading;
            if (cancelled) {
                reading.cancel();
            }
            return reading;
        } catch (SQLException e) {
            turn.release();
            throw explained(failures.running(query.source().id().toString(), e));
        }
    }

    /** {@inheritDoc} After a lost connection no other try helps: the point in time is gone. */
    @Override
    public DromedaryException explained(DromedaryException failure) {
        if (!failure.isRetryable() || isAlive()) {
            return failure;
        }
        return DromedaryException.permanent(
                FailureCategory.SOURCE,
                failure.getMessage() + ": the connection that kept the snapshot was lost; run the export again",
                failure);
    }

    private boolean isAlive() {
        try {
            return connection.isValid(VALIDATION_SECONDS);
        } catch (SQLException e) {
            LOG.debug("The driver cannot check a connection: {}", e.getMessage());
            return false;
        }
    }

    @Override
    public void takeBack(LentConnection reading, Connection from) {
        lent = null;
        try {
            if (savepoint != null) {
                connection.rollback(savepoint);
            }
        } catch (SQLException e) {
            LOG.debug("The connection was broken: {}", e.getMessage());
        } finally {
            savepoint = null;
            turn.release();
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        LentConnection reading = lent;
        if (reading != null) {
            reading.cancel();
        }
    }

    @Override
    public void close() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            LOG.debug("The connection was broken: {}", e.getMessage());
        }
        JdbcDatabase.close(connection);
    }
}
