package io.dromedary.dialect.postgresql;

import io.dromedary.table.TableId;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.postgresql.jdbc.PgConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A name that nobody looks for, and the connection on which a table of this name is filled. Closing it drops the table,
 * unless it was published under the name that it is for. Not thread-safe.
 */
final class UnseenName implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UnseenName.class);

    private final PgConnection connection;
    private final TableId id;
    private boolean isPublished;

    /** The connection becomes the name's. */
    UnseenName(PgConnection connection, String schema) {
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
            }
        } catch (SQLException e) {
            LOG.warn("{} could not be dropped: {}", id, e.getMessage());
        }
    }
}
