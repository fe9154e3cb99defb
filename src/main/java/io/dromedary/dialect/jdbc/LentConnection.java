package io.dromedary.dialect.jdbc;

import io.dromedary.dialect.JdbcReading;
import io.dromedary.dialect.RowQuery;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection while it is lent. It remembers the statement that was prepared with it, so that the query can be
 * stopped. {@link #cancel} may be called from any thread, all else from one.
 */
final class LentConnection implements JdbcReading {
    private static final Logger LOG = LoggerFactory.getLogger(LentConnection.class);

    private final Connection connection;
    private final Connection lent;
    private final Failures failures;
    private final String name;
    private final String sql;
    private final Owner owner;
    private volatile @Nullable PreparedStatement statement;
    private volatile boolean cancelled;

    /** Who has lent a connection. */
    interface Owner {
        /** What a failure means for the connection. */
        DromedaryException explained(DromedaryException failure);

        /** Takes the connection back; nothing of it is open any more. */
        void takeBack(LentConnection reading, Connection connection);
    }

    LentConnection(Connection connection, RowQuery query, Failures failures, Owner owner) throws SQLException {
        this.connection = connection;
        this.failures = failures;
        this.owner = owner;
        this.name = query.source().id().toString();
        this.sql = Sql.of(connection).select(query);
        this.lent = (Connection) Proxy.newProxyInstance(
                LentConnection.class.getClassLoader(), new Class<?>[] {Connection.class}, this::invoke);
    }

    private @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (method.getName().equals("close")) {
            return null;
        }
        try {
            Object result = method.invoke(connection, arguments);
            if (result instanceof PreparedStatement prepared) {
                statement = prepared;
                requireNotCancelled();
            }
            return result;
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    @Override
    public Connection connection() {
        return lent;
    }

    @Override
    public String sql() {
        return sql;
    }

    @Override
    public DromedaryException failure(SQLException e) {
        return cancelled ? cancelled() : owner.explained(failures.running(name, e));
    }

    /** Makes the database stop. */
    void cancel() {
        cancelled = true;
        PreparedStatement running = statement;
        if (running != null) {
            try {
                running.cancel();
            } catch (SQLException e) {
                LOG.debug("{}: the query could not be cancelled: {}", name, e.getMessage());
            }
        }
    }

    private void requireNotCancelled() {
        if (cancelled) {
            throw cancelled();
        }
    }

    private DromedaryException cancelled() {
        return DromedaryException.permanent(FailureCategory.CANCELLED, name + ": reading was cancelled");
    }

    @Override
    public void close() {
        PreparedStatement prepared = statement;
        statement = null;
        try {
            if (prepared != null) {
                prepared.close();
            }
        } catch (SQLException e) {
            LOG.debug("{}: the connection was broken: {}", name, e.getMessage());
        }
        owner.takeBack(this, connection);
    }
}
