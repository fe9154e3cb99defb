package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.LoadProgress;
import io.dromedary.dialect.LoadedFile;
import io.dromedary.dialect.LoadedRange;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.table.TableId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.jdbc.PgConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The progress of a file in {@code dromedary.load_batch}.
 *
 * <p>Two advisory locks guard it. The session holds the first, so that a file is loaded once at a time. Every writer's
 * transaction shares the second: whoever opens the progress waits until all writers of a load that was killed have
 * ended, so that none of them commits behind its back.
 */
final class BatchProgress implements LoadProgress {
    private static final Logger LOG = LoggerFactory.getLogger(BatchProgress.class);

    /** A session whose client was killed ends sooner. */
    private static final int LOCK_TIMEOUT_MILLIS = 5000;

    private final PgConnection connection;
    private final Failures failures;
    private final SettledCommit commits;
    private final String key;
    private final List<LoadedRange> loaded;

    private BatchProgress(PgConnection connection, SettledCommit commits, String key, List<LoadedRange> loaded) {
        this.commits = commits;
        this.connection = connection;
        this.failures = commits.failures();
        this.key = key;
        this.loaded = loaded;
    }

    static BatchProgress open(PgConnection connection, SettledCommit commits, String file, TableId table) {
        Failures failures = commits.failures();
        try {
            String key = file + '|' + number(connection, table);
            lock(connection, failures, key);
            return new BatchProgress(connection, commits, key, read(connection, key));
        } catch (SQLException e) {
            close(connection);
            throw failures.remembering(e);
        } catch (DromedaryException e) {
            close(connection);
            throw e;
        }
    }

    /** What was loaded into a table that is gone is not in the one that has its name now. */
    private static String number(PgConnection connection, TableId table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT to_regclass(?)::oid::text")) {
            statement.setString(1, Quote.table(table));
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? String.valueOf(rows.getString(1)) : "";
            }
        }
    }

    private static void lock(PgConnection connection, Failures failures, String key) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET lock_timeout TO " + LOCK_TIMEOUT_MILLIS);
            ask(connection, "SELECT pg_advisory_lock(hashtext('load'), hashtext(?)) IS NULL", key);
            statement.execute("SET lock_timeout TO 0");
        } catch (SQLException e) {
            if (!SqlStates.LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw e;
            }
            throw DromedaryException.permanent(
                    FailureCategory.CONFIGURATION,
                    failures.at("the same file is being loaded into the same table by somebody else right now"),
                    e);
        }
        ask(connection, "SELECT pg_advisory_lock(hashtext('batch'), hashtext(?)) IS NULL", key);
        ask(connection, "SELECT pg_advisory_unlock(hashtext('batch'), hashtext(?))", key);
    }

    private static void ask(PgConnection connection, String sql, String key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, key);
            statement.execute();
        }
    }

    private static List<LoadedRange> read(PgConnection connection, String key) throws SQLException {
        List<LoadedRange> ranges = new ArrayList<>();
        String sql = "SELECT from_offset, to_offset, lines FROM dromedary.load_batch WHERE load = ? ORDER BY 1";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, key);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    ranges.add(new LoadedRange(rows.getLong(1), rows.getLong(2), rows.getLong(3)));
                }
            }
        }
        return ranges;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public List<LoadedRange> loaded() {
        return List.copyOf(loaded);
    }

    @Override
    public boolean complete(LoadedFile file) {
        String sql = "DELETE FROM dromedary.load_batch WHERE load = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            connection.setAutoCommit(false);
            statement.setString(1, key);
            statement.executeUpdate();
            boolean isNew = LoadedFiles.add(connection, file);
            commits.commit(connection, file);
            return isNew;
        } catch (SQLException e) {
            throw failures.remembering(e);
        }
    }

    @Override
    public void close() {
        close(connection);
    }

    private static void close(PgConnection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("The connection that kept the progress of a load was broken: {}", e.getMessage());
        }
    }
}
