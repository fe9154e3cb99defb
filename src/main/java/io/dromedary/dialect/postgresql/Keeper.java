package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.RowSource;
import io.dromedary.dialect.TableDescription;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.postgresql.jdbc.PgConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection that a snapshot lives in: its transaction holds the snapshot and the locks that keep the tables'
 * shape.
 *
 * <p>The locks come first, the snapshot second: so no TRUNCATE or ALTER, which other snapshots would see, falls in
 * between.
 */
final class Keeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
    /** What LOCK TABLE takes; it locks everything underneath too. */
    private static final Set<String> LOCKABLE = Set.of("table", "partitioned table", "view");

    private static final int LOCKS_PER_STATEMENT = 100;

    /** The second is how far the server's log was written then; a standby has no more than it has replayed. */
    private static final String EXPORT = """
            SELECT pg_export_snapshot(),
                   CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END
            """;

    private final PgConnection connection;
    private final Exported exported;

    private Keeper(PgConnection connection, Exported exported) {
        this.connection = connection;
        this.exported = exported;
    }

    /** A snapshot by its name, with the position of the log when it had been taken. */
    private record Exported(String snapshotId, String logPosition) {}

    /**
     * Locks the tables and takes the snapshot.
     *
     * @param connection owned by the keeper from here on, whatever happens
     * @param guard a connection for the time of this call: it locks what only a query can lock
     */
    static Keeper open(PgConnection connection, PgConnection guard, List<TableDescription> tables, Duration lockTimeout)
            throws SQLException {
        List<String> lockable = tables.stream()
                .filter(Keeper::isLockable)
                .map(table -> Quote.table(table.id()))
                .distinct()
                .toList();
        List<RowSource> others = tables.stream()
                .filter(table -> !isLockable(table))
                .map(TableDescription::source)
                .toList();
        try {
            begin(guard, "READ COMMITTED", lockTimeout);
            touch(guard, others);
            begin(connection, "REPEATABLE READ", lockTimeout);
            lock(connection, lockable);
            Exported exported = export(connection);
            touch(connection, others);
            return new Keeper(connection, exported);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        } finally {
            rollback(guard);
        }
    }

    private static boolean isLockable(TableDescription table) {
        return table.source() instanceof RowSource.Relation && LOCKABLE.contains(table.kind());
    }

    private static void begin(PgConnection connection, String isolation, Duration lockTimeout) throws SQLException {
        execute(connection, "BEGIN ISOLATION LEVEL %s READ ONLY".formatted(isolation));
        // SET does not take the snapshot; SELECT set_config would.
        execute(connection, "SET LOCAL lock_timeout = " + lockTimeout.toMillis());
    }

    private static void lock(PgConnection connection, List<String> tables) throws SQLException {
        for (int first = 0; first < tables.size(); first += LOCKS_PER_STATEMENT) {
            int end = Math.min(tables.size(), first + LOCKS_PER_STATEMENT);
            execute(
                    connection,
                    "LOCK TABLE %s IN ACCESS SHARE MODE".formatted(String.join(", ", tables.subList(first, end))));
        }
    }

    /** Reads no row, but locks everything that reading would. */
    private static void touch(PgConnection connection, List<RowSource> sources) throws SQLException {
        for (RowSource source : sources) {
            execute(connection, "SELECT FROM %s LIMIT 0".formatted(CopySql.from(source)));
        }
    }

    private static Exported export(PgConnection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(EXPORT)) {
            result.next();
            return new Exported(result.getString(1), result.getString(2));
        } catch (SQLException e) {
            if (SqlStates.isTransient(e.getSQLState())) {
                throw e;
            }
            throw DromedaryException.permanent(
                    FailureCategory.SOURCE,
                    "The server cannot export a snapshot: %s. To read each chunk at its own point in time, ask for it with"
                                    .formatted(Failures.text(e))
                            + " `consistency: none`",
                    e);
        }
    }

    private static void execute(PgConnection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    private static void rollback(PgConnection guard) {
        try {
            execute(guard, "ROLLBACK");
        } catch (SQLException e) {
            LOG.debug("The guard's transaction could not be ended: {}", e.getMessage());
        }
    }

    /** The keeper's own connection: what it reads is in the snapshot. */
    PgConnection connection() {
        return connection;
    }

    String snapshotId() {
        return exported.snapshotId();
    }

    String logPosition() {
        return exported.logPosition();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("Keeper connection of snapshot {} was broken: {}", snapshotId(), e.getMessage());
        }
    }
}
