package io.dromedary.dialect.jdbc;

import io.dromedary.dialect.JdbcReading;
import io.dromedary.dialect.JdbcSnapshot;
import io.dromedary.dialect.RowQuery;
import io.dromedary.failure.DromedaryException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** No common point in time: a connection for each chunk. */
final class PerChunkSnapshot implements JdbcSnapshot, LentConnection.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(PerChunkSnapshot.class);

    private final Connector connector;
    private final Failures failures;
    private final Sql sql;
    private final Set<LentConnection> lent = ConcurrentHashMap.newKeySet();
    private volatile boolean cancelled;

    PerChunkSnapshot(Connector connector, Failures failures, Sql sql) {
        this.connector = connector;
        this.failures = failures;
        this.sql = sql;
    }

    @Override
    public String id() {
        return "none";
    }

    @Override
    public String sql(RowQuery query) {
        return sql.select(query);
    }

    @Override
    public JdbcReading borrow(RowQuery query) {
        Connection connection = connector.connect();
        try {
            // Some drivers fetch all rows at once where each statement is a transaction of its own.
            connection.setAutoCommit(false);
            var reading = new LentConnection(connection, query, failures, this);
            lent.add(reading);
            if (cancelled) {
                reading.cancel();
            }
            return reading;
        } catch (SQLException e) {
            JdbcDatabase.close(connection);
            throw failures.running(query.source().id().toString(), e);
        }
    }

    @Override
    public DromedaryException explained(DromedaryException failure) {
        return failure;
    }

    @Override
    public void takeBack(LentConnection reading, Connection connection) {
        lent.remove(reading);
        try {
            connection.rollback();
        } catch (SQLException e) {
            LOG.debug("A connection was broken: {}", e.getMessage());
        } finally {
            JdbcDatabase.close(connection);
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        lent.forEach(LentConnection::cancel);
    }

    @Override
    public void close() {
        // Each connection is closed when it is given back.
    }
}
