package io.dromedary.dialect.postgresql;

import io.dromedary.table.TableId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.postgresql.jdbc.PgConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A table under a name that nobody looks for, and the connection that makes it. Closing it drops the table, unless it
 * was published under another name. An advisory lock of the session with the table's name says that somebody needs it;
 * those that nobody does, because a load was killed, are dropped by the next. Not thread-safe.
 */
final class HiddenTable implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HiddenTable.class);

    private static final String LOCK = "(hashtextextended('dromedary.' || %s, 0))";

    private static final String ABANDONED = """
            WITH hidden AS MATERIALIZED (
                SELECT n.nspname, c.relname FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
                 WHERE c.relname ~ '^_dromedary_[0-9a-f]{32}$' AND c.relkind = 'r'
                   AND pg_has_role(c.relowner, 'USAGE'))
            SELECT nspname, relname FROM hidden WHERE pg_try_advisory_lock""" + LOCK.formatted("relname");

    private final PgConnection connection;
    private final TableId id;
    private final Deque<String> drops = new ArrayDeque<>();
    private boolean isPublished;

    /** Chooses a name; the table is yet to be made. The connection becomes this one's. */
    HiddenTable(PgConnection connection, String schema) {
        this.connection = connection;
        this.id =
                new TableId(schema, "_dromedary_" + UUID.randomUUID().toString().replace("-", ""));
    }

    TableId id() {
        return id;
    }

    /** Says that it is needed, and drops those that nobody does. Comes before the table is made. */
    void claim() throws SQLException {
        execute("SELECT pg_advisory_lock" + LOCK.formatted(Quote.text(id.name())));
        for (TableId abandoned : abandoned()) {
            drop(abandoned);
        }
    }

    private List<TableId> abandoned() throws SQLException {
        List<TableId> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(ABANDONED)) {
            while (rows.next()) {
                tables.add(new TableId(rows.getString(1), rows.getString(2)));
            }
        }
        return tables;
    }

    /** Not worth waiting for. */
    private void drop(TableId abandoned) throws SQLException {
        try {
            execute("BEGIN; SET LOCAL lock_timeout = '1s'; DROP TABLE IF EXISTS %s; COMMIT"
                    .formatted(Quote.table(abandoned)));
            LOG.info("{} is dropped, which a load has left that was killed", abandoned);
        } catch (SQLException e) {
            execute("ROLLBACK");
            LOG.debug("{} is left to the next load: {}", abandoned, e.getMessage());
        } finally {
            execute("SELECT pg_advisory_unlock" + LOCK.formatted(Quote.text(abandoned.name())));
        }
    }

    /** Nothing is left to drop. */
    void published() {
        isPublished = true;
    }

    /** What else is to be dropped behind the table unless it is published, the latest first. */
    void dropToo(String statement) {
        drops.push(statement);
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        try (connection) {
            if (!isPublished) {
                execute("ROLLBACK");
                execute("DROP TABLE IF EXISTS " + Quote.table(id));
                drops.forEach(this::drop);
            }
        } catch (SQLException e) {
            LOG.warn("{} could not be dropped: {}", id, e.getMessage());
        }
    }

    /** Others may use it by now. */
    private void drop(String statement) {
        try {
            execute(statement);
        } catch (SQLException e) {
            LOG.warn("{} was of no avail: {}", statement, e.getMessage());
        }
    }
}
