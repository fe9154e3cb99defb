package io.dromedary.dialect.postgresql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgConnection;
import org.slf4j.LoggerFactory;

/** The connections that rows are read on, kept between chunks. Thread-safe. */
final class ReaderPool implements AutoCloseable {
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(ReaderPool.class);
    /** A bound against mistakes only: how many are used at once is the export's decision. */
    private static final int CONNECTIONS_MAX = 128;

    private static final long IDLE_MILLIS = TimeUnit.MINUTES.toMillis(1);
    private static final long BORROW_MILLIS = TimeUnit.SECONDS.toMillis(30);

    private final Map<PgConnection, WireTap> taps = Collections.synchronizedMap(new WeakHashMap<>());
    private final Connector connector;
    private final HikariDataSource pool;

    ReaderPool(Connector connector) {
        this.connector = connector;
        var config = new HikariConfig();
        config.setPoolName("dromedary-readers");
        config.setDataSource(new Source());
        config.setMaximumPoolSize(CONNECTIONS_MAX);
        config.setMinimumIdle(0);
        config.setIdleTimeout(IDLE_MILLIS);
        config.setMaxLifetime(0);
        config.setConnectionTimeout(BORROW_MILLIS);
        config.setInitializationFailTimeout(-1);
        pool = new HikariDataSource(config);
    }

    /** A connection in use by one cursor. Ends with {@link #giveBack} or {@link #discard}. */
    final class Reader {
        private final Connection pooled;
        private final PgConnection connection;

        private Reader(Connection pooled) throws SQLException {
            this.pooled = pooled;
            this.connection = pooled.unwrap(PgConnection.class);
        }

        PgConnection connection() {
            return connection;
        }

        /** Null: rows come through the driver. */
        @Nullable
        WireTap findTap() {
            return taps.get(connection);
        }

        /** Ends the transaction and returns the connection for the next cursor. */
        void giveBack() {
            try (Statement statement = connection.createStatement()) {
                statement.execute("ROLLBACK");
                pooled.close();
            } catch (SQLException e) {
                LOG.debug("Reader connection is given up: {}", e.getMessage());
                discard();
            }
        }

        /** Cuts the connection, whatever it is doing. */
        void discard() {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("Reader connection was broken already: {}", e.getMessage());
            }
            pool.evictConnection(pooled);
        }
    }

    /** Waits for a connection; every one that it returns must be given back or discarded. */
    Reader borrow() throws SQLException {
        Connection pooled = takeConnection();
        try {
            return new Reader(pooled);
        } catch (SQLException e) {
            pool.evictConnection(pooled);
            throw e;
        }
    }

    private Connection takeConnection() throws SQLException {
        try {
            return pool.getConnection();
        } catch (SQLTransientConnectionException e) {
            // Why no new connection could be opened says more than that the pool has waited for one.
            throw e.getCause() instanceof SQLException cause ? cause : e;
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    /** Where the pool gets connections from. */
    private final class Source implements DataSource {
        private volatile int loginTimeoutSeconds;

        @Override
        public Connection getConnection() throws SQLException {
            Connector.Tapped tapped = connector.connectTapped();
            if (tapped.tap() != null) {
                taps.put(tapped.connection(), tapped.tap());
            }
            return tapped.connection();
        }

        @Override
        public Connection getConnection(String username, String password) throws SQLException {
            throw new SQLFeatureNotSupportedException("User and password are settled already");
        }

        @Override
        public @Nullable PrintWriter getLogWriter() {
            return null;
        }

        @Override
        public void setLogWriter(@Nullable PrintWriter out) {}

        /** The pool sets it to what it waits for a connection, and waits as long for its own threads when it closes. */
        @Override
        public void setLoginTimeout(int seconds) {
            loginTimeoutSeconds = seconds;
        }

        @Override
        public int getLoginTimeout() {
            return loginTimeoutSeconds;
        }

        @Override
        public Logger getParentLogger() throws SQLFeatureNotSupportedException {
            throw new SQLFeatureNotSupportedException("No java.util.logging here");
        }

        @Override
        public <T> T unwrap(Class<T> type) throws SQLException {
            throw new SQLException("No " + type.getName() + " here");
        }

        @Override
        public boolean isWrapperFor(Class<?> type) {
            return false;
        }
    }
}
