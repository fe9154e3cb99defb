package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.LoadHistory;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.postgresql.jdbc.PgConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What {@code dromedary.loaded_file} has of one file. An advisory lock of the session keeps others waiting. */
final class FileHistory implements LoadHistory {
    private static final Logger LOG = LoggerFactory.getLogger(FileHistory.class);

    private final Connector connector;
    private final PgConnection connection;
    private final Failures failures;
    private final String settings;
    private final String fingerprint;

    private FileHistory(Connector connector, Failures failures, String settings, String fingerprint) {
        this.connector = connector;
        this.connection = connector.borrow();
        this.failures = failures;
        this.settings = settings;
        this.fingerprint = fingerprint;
    }

    /** Borrows a connection until it is closed. */
    static FileHistory open(Connector connector, Failures failures, String settings, String fingerprint) {
        var history = new FileHistory(connector, failures, settings, fingerprint);
        try {
            if (!fingerprint.isEmpty()) {
                history.lock();
            }
            return history;
        } catch (SQLException e) {
            history.close();
            throw failures.remembering(e);
        }
    }

    private void lock() throws SQLException {
        String sql = "SELECT %s(hashtextextended('file' || ?, 0))";
        if (!isTrue(sql.formatted("pg_try_advisory_lock"), settings + fingerprint)) {
            LOG.info("The same file is being loaded by somebody else; waiting for the end of that");
            isTrue("SELECT pg_advisory_lock(hashtextextended('file' || ?, 0)) IS NULL", settings + fingerprint);
        }
    }

    @Override
    public boolean isPossible() {
        try {
            return !fingerprint.isEmpty()
                    && isTrue(
                            "SELECT EXISTS (SELECT FROM dromedary.loaded_file"
                                    + " WHERE settings = ? AND fingerprint = ? AND NOT replaced)",
                            settings,
                            fingerprint);
        } catch (SQLException e) {
            throw failures.remembering(e);
        }
    }

    @Override
    public boolean isPossible(long bytes) {
        try {
            return isTrue(
                    "SELECT EXISTS (SELECT FROM dromedary.loaded_file"
                            + " WHERE settings = ? AND bytes = ?::bigint AND NOT replaced)",
                    settings,
                    Long.toString(bytes));
        } catch (SQLException e) {
            throw failures.remembering(e);
        }
    }

    private boolean isTrue(String sql, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    @Override
    public Optional<Instant> findSame() {
        return findLoaded("fingerprint", fingerprint);
    }

    @Override
    public Optional<Instant> findLoaded(String content) {
        return findLoaded("content", content);
    }

    private Optional<Instant> findLoaded(String column, String value) {
        String sql = "SELECT max(loaded_at) FROM dromedary.loaded_file WHERE " + column
                + " = ? AND settings = ? AND NOT replaced HAVING count(*) > 0";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, value);
            statement.setString(2, settings);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(rows.getObject(1, OffsetDateTime.class).toInstant())
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw failures.remembering(e);
        }
    }

    @Override
    public void close() {
        try {
            isTrue("SELECT pg_advisory_unlock_all() IS NULL");
            connector.giveBack(connection);
        } catch (SQLException e) {
            LOG.debug("The connection that kept others from loading a file was broken: {}", e.getMessage());
            abandon();
        }
    }

    private void abandon() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("Nor could it be closed: {}", e.getMessage());
        }
    }
}
