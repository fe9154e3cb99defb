package io.dromedary.dialect.postgresql;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections that rows are read on, kept between chunks. Whoever needs a new one opens it itself. Thread-safe. */
final class ReaderPool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReaderPool.class);
    /** A bound against mistakes only: how many are used at once is the export's decision. */
    private static final int CONNECTIONS_MAX = 128;

    private static final Duration WAIT_MAX = Duration.ofSeconds(30);

    private final GenericObjectPool<Connector.Tapped> pool;

    ReaderPool(Connector connector) {
        var config = new GenericObjectPoolConfig<Connector.Tapped>();
        config.setMaxTotal(CONNECTIONS_MAX);
        config.setMaxIdle(CONNECTIONS_MAX);
        config.setMaxWait(WAIT_MAX);
        config.setJmxEnabled(false);
        pool = new GenericObjectPool<>(new Connections(connector), config);
    }

    /** A connection in use by one cursor. Ends with {@link #giveBack} or {@link #discard}. */
    final class Reader {
        private final Connector.Tapped tapped;

        private Reader(Connector.Tapped tapped) {
            this.tapped = tapped;
        }

        PgConnection connection() {
            return tapped.connection();
        }

        /** Null: rows come through the driver. */
        @Nullable
        WireTap findTap() {
            return tapped.tap();
        }

        /** Ends the transaction and returns the connection for the next cursor. */
        void giveBack() {
            try (Statement statement = connection().createStatement()) {
                statement.execute("ROLLBACK");
                pool.returnObject(tapped);
            } catch (SQLException e) {
                LOG.debug("Reader connection is given up: {}", e.getMessage());
                discard();
            }
        }

        /** Cuts the connection, whatever it is doing. */
        void discard() {
            try {
                connection().abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("Reader connection was broken already: {}", e.getMessage());
            }
            try {
                pool.invalidateObject(tapped);
            } catch (Exception e) {
                LOG.debug("Reader connection could not be closed: {}", e.getMessage());
            }
        }
    }

    /**
     * Waits for a connection; every one that it returns must be given back or discarded.
     *
     * @throws SQLException if none could be opened
     */
    Reader borrow() throws SQLException {
        try {
            return new Reader(pool.borrowObject());
        } catch (SQLException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new SQLException("no connection became free: " + e.getMessage(), "08001", e);
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    /** How the pool comes by connections and gets rid of them. */
    private static final class Connections extends BasePooledObjectFactory<Connector.Tapped> {
        private final Connector connector;

        Connections(Connector connector) {
            this.connector = connector;
        }

        @Override
        public Connector.Tapped create() throws SQLException {
            return connector.connectTapped();
        }

        @Override
        public PooledObject<Connector.Tapped> wrap(Connector.Tapped tapped) {
            return new DefaultPooledObject<>(tapped);
        }

        @Override
        public void destroyObject(PooledObject<Connector.Tapped> pooled) throws SQLException {
            pooled.getObject().connection().close();
        }
    }
}
