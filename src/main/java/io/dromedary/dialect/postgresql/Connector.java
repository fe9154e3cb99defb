package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.ConnectionSettings;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.PgConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens connections with the session settings that reading exactly and undisturbed needs. Thread-safe. */
final class Connector {
    private static final Logger LOG = LoggerFactory.getLogger(Connector.class);

    /** The driver's property, if a specification sets it itself. */
    private static final String SOCKET_FACTORY = "socketFactory";

    private static final int CONNECT_TIMEOUT_SECONDS = 15;
    private static final int LOGIN_TIMEOUT_SECONDS = 30;

    /**
     * No policy hides rows; no timeout ends a long read; text of a condition means the same everywhere, and a value
     * has the same text; rows come in their order; no time goes into compiling queries that only read. Asked through
     * {@code pg_settings}, so that settings a server does not have are passed over.
     */
    private static final String SESSION = """
            SELECT count(set_config(s.name, wanted.setting, false))
              FROM (VALUES ('row_security', 'off'),
                           ('statement_timeout', '0'),
                           ('idle_in_transaction_session_timeout', '0'),
                           ('idle_session_timeout', '0'),
                           ('transaction_timeout', '0'),
                           ('synchronize_seqscans', 'off'),
                           ('jit', 'off'),
                           ('IntervalStyle', 'postgres'),
                           ('bytea_output', 'hex'),
                           ('extra_float_digits', '3'),
                           ('quote_all_identifiers', 'off'),
                           ('TimeZone', 'UTC')) AS wanted(name, setting)
              JOIN pg_settings AS s ON s.name = wanted.name
            """;

    private final ConnectionSettings settings;
    private final Failures failures;
    /** Ordinary connections that may be open. */
    private final Set<PgConnection> opened = ConcurrentHashMap.newKeySet();
    /** Those that were given back. */
    private final Queue<PgConnection> idle = new ConcurrentLinkedQueue<>();

    Connector(ConnectionSettings settings, Failures failures) {
        this.settings = settings;
        this.failures = failures;
    }

    /** A connection whose bytes may be read past the driver. */
    record Tapped(PgConnection connection, @Nullable WireTap tap) {}

    /** An ordinary connection. */
    PgConnection connect() {
        try {
            PgConnection connection = prepared(dataSource().getConnection());
            opened.removeIf(Connector::isClosed);
            opened.add(connection);
            return connection;
        } catch (SQLException e) {
            throw failures.connecting(e);
        }
    }

    /** A connection that may have been used before. Whoever borrows it gives it back, or closes it. */
    PgConnection borrow() {
        PgConnection connection = idle.poll();
        return connection == null || isClosed(connection) ? connect() : connection;
    }

    /** Keeps a connection for the next who borrows; it has to be as it was opened. */
    void giveBack(PgConnection connection) {
        idle.add(connection);
    }

    /** Closes the connections that were given back. */
    void closeIdle() {
        for (PgConnection connection = idle.poll(); connection != null; connection = idle.poll()) {
            discard(connection);
        }
    }

    /** Closes a connection that is not to be used again, in whatever state it is. */
    void discard(PgConnection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("A connection was broken before it was closed: {}", e.getMessage());
        }
    }

    private static boolean isClosed(PgConnection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    /** Ends the statements of all ordinary connections that are running now. */
    void cancelAll() {
        for (PgConnection connection : opened) {
            try {
                connection.cancelQuery();
            } catch (SQLException e) {
                LOG.debug("A connection could not be cancelled: {}", e.getMessage());
            }
        }
    }

    /** A connection with a tap, or without one where the bytes on the wire cannot be seen. */
    Tapped connectTapped() throws SQLException {
        PGSimpleDataSource dataSource = dataSource();
        if (settings.properties().containsKey(SOCKET_FACTORY)) {
            return new Tapped(prepared(dataSource.getConnection()), null);
        }
        try (TappedSocketFactory.Slot slot = TappedSocketFactory.Slot.open()) {
            dataSource.setSocketFactory(TappedSocketFactory.class.getName());
            dataSource.setSocketFactoryArg(slot.token());
            PgConnection connection = prepared(dataSource.getConnection());
            WireTap tap = slot.tap();
            return new Tapped(connection, tap.isOpaque() ? null : tap);
        } catch (IOException e) {
            throw new SQLException(e.getMessage(), "08006", e);
        }
    }

    /** Connections with the settings that the server has. */
    PGSimpleDataSource dataSource() {
        var dataSource = new PGSimpleDataSource();
        dataSource.setServerNames(new String[] {settings.host()});
        dataSource.setPortNumbers(new int[] {settings.port()});
        dataSource.setDatabaseName(settings.database());
        dataSource.setUser(settings.username());
        settings.password().reveal(dataSource::setPassword);
        dataSource.setApplicationName("dromedary");
        dataSource.setTcpKeepAlive(true);
        dataSource.setConnectTimeout(CONNECT_TIMEOUT_SECONDS);
        dataSource.setLoginTimeout(LOGIN_TIMEOUT_SECONDS);
        for (Map.Entry<String, String> property : settings.properties().entrySet()) {
            setProperty(dataSource, property.getKey(), property.getValue());
        }
        return dataSource;
    }

    private void setProperty(PGSimpleDataSource dataSource, String name, String value) {
        try {
            dataSource.setProperty(name, value);
        } catch (SQLException e) {
            throw DromedaryException.permanent(
                    FailureCategory.CONFIGURATION,
                    failures.at("the driver refuses the property \"%s\": %s. Check database.properties"
                            .formatted(name, e.getMessage())),
                    e);
        }
    }

    private static PgConnection prepared(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(SESSION);
            return connection.unwrap(PgConnection.class);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
