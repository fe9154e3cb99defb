package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.LoadedFile;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.postgresql.jdbc.PgConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits the transaction that makes a file loaded, and where the server does not answer, finds out over another
 * connection what became of it: to load again what is there would load it twice. Thread-safe.
 */
final class SettledCommit {
    private static final Logger LOG = LoggerFactory.getLogger(SettledCommit.class);
    /** A server that has crashed needs a while to come back. */
    private static final int ATTEMPTS_MAX = 60;

    private static final int PAUSE_MILLIS = 500;

    private final Connector connector;
    private final Failures failures;

    SettledCommit(Connector connector, Failures failures) {
        this.connector = connector;
        this.failures = failures;
    }

    Failures failures() {
        return failures;
    }

    /** The newest row of a file, and the transaction that has written it. */
    private record Mark(long row, long transaction) {}

    private enum Fate {
        DONE,
        NOT_DONE,
        OPEN,
        UNKNOWN
    }

    /**
     * Commits.
     *
     * @param file what was just added to the history in the same transaction
     * @throws SQLException if the server has refused it, and nothing was committed
     * @throws DromedaryException if the connection was lost: retryable if nothing was committed, permanent if nobody
     *     can say
     */
    void commit(PgConnection connection, LoadedFile file) throws SQLException {
        Mark mark = mark(connection, file);
        keepAfterCrash(connection);
        try (Statement statement = connection.createStatement()) {
            statement.execute("COMMIT");
        } catch (SQLException e) {
            if (!SqlStates.isLost(e.getSQLState())) {
                throw e;
            }
            settle(mark, file, e);
        }
    }

    /** What is said to be loaded is on disk, whatever the server or the session does for other commits. */
    private static void keepAfterCrash(PgConnection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT set_config('synchronous_commit', 'on', true)"
                    + " WHERE current_setting('synchronous_commit') = 'off'");
        }
    }

    private static Mark mark(PgConnection connection, LoadedFile file) throws SQLException {
        String sql = "SELECT id, txid_current() FROM dromedary.loaded_file WHERE content = ? AND settings = ?"
                + " ORDER BY id DESC LIMIT 1";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, file.content());
            statement.setString(2, file.settings());
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return new Mark(rows.getLong(1), rows.getLong(2));
            }
        }
    }

    private void settle(Mark mark, LoadedFile file, SQLException lost) {
        LOG.warn("{}: the commit was not answered; asking what became of it", file.file());
        Fate fate = Fate.OPEN;
        for (int i = 0; i < ATTEMPTS_MAX && fate == Fate.OPEN; i++) {
            fate = ask(mark, file);
            if (fate == Fate.OPEN) {
                pause();
            }
        }
        if (fate == Fate.DONE) {
            LOG.info("{}: it was committed", file.file());
        } else if (fate == Fate.NOT_DONE) {
            throw DromedaryException.transientFailure(
                    FailureCategory.DESTINATION,
                    failures.at(
                            "%s: the connection was lost before the commit, and nothing of it was loaded: %s. Try again"
                                    .formatted(file.table(), Failures.text(lost))),
                    lost);
        } else {
            throw DromedaryException.permanent(
                    FailureCategory.DESTINATION,
                    failures.at(("%s: the commit was not answered, and the server does not say what became of it, so"
                                    + " %s may be loaded or not. Load it again without force: it is skipped if it was"
                                    + " loaded. %s")
                            .formatted(file.table(), file.file(), Failures.text(lost))),
                    lost);
        }
    }

    private Fate ask(Mark mark, LoadedFile file) {
        try (PgConnection connection = connector.connect()) {
            if (isThere(connection, mark, file)) {
                return Fate.DONE;
            }
            Fate fate = fate(connection, mark.transaction());
            // Committed since it was looked for.
            return fate == Fate.UNKNOWN && isThere(connection, mark, file) ? Fate.DONE : fate;
        } catch (SQLException | DromedaryException e) {
            LOG.debug("The server cannot be asked yet: {}", e.getMessage());
            return Fate.OPEN;
        }
    }

    private static boolean isThere(PgConnection connection, Mark mark, LoadedFile file) throws SQLException {
        String sql = "SELECT FROM dromedary.loaded_file WHERE id = ? AND content = ? AND settings = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, mark.row());
            statement.setString(2, file.content());
            statement.setString(3, file.settings());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** What the server says of a transaction whose row is not there, or was not when it was looked for. */
    private static Fate fate(PgConnection connection, long transaction) throws SQLException {
        // After a crash, a server does not remember what it never wrote: then the number is yet to come.
        String sql = "SELECT CASE WHEN ? < txid_snapshot_xmax(txid_current_snapshot()) THEN txid_status(?)"
                + " ELSE 'aborted' END";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, transaction);
            statement.setLong(2, transaction);
            try (ResultSet rows = statement.executeQuery()) {
                String status = rows.next() ? String.valueOf(rows.getString(1)) : "";
                return switch (status) {
                    case "aborted" -> Fate.NOT_DONE;
                    case "in progress" -> Fate.OPEN;
                    default -> Fate.UNKNOWN;
                };
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
