package io.dromedary.dialect.postgresql;

import io.dromedary.table.TableId;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import org.postgresql.jdbc.PgConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A table under a name that nobody looks for, and the connection that makes it. Closing it drops the table, unless it
 * was published under another name. Not thread-safe.
 */
final class HiddenTable implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HiddenTable.class);

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
