package io.dromedary.dialect.postgresql;

import static java.util.stream.Collectors.joining;

import io.dromedary.dialect.LoadedFile;
import io.dromedary.dialect.TargetTable;
import io.dromedary.dialect.UnseenTable;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.table.TableId;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.postgresql.jdbc.PgConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A table that is not there yet, in its schema under a name of its own until it is published. */
final class NewTable implements UnseenTable {
    private static final Logger LOG = LoggerFactory.getLogger(NewTable.class);

    private final PgConnection connection;
    private final Failures failures;
    private final TableId wanted;
    private final TableId id;
    private boolean isPublished;

    private NewTable(PgConnection connection, Failures failures, TableId wanted) {
        this.connection = connection;
        this.failures = failures;
        this.wanted = wanted;
        this.id = new TableId(
                wanted.schema(), "_dromedary_" + UUID.randomUUID().toString().replace("-", ""));
    }

    /** The connection becomes the table's. */
    static NewTable create(PgConnection connection, Failures failures, TargetTable wanted) throws SQLException {
        var table = new NewTable(connection, failures, wanted.id());
        try {
            table.execute(statement(table.id, wanted));
            return table;
        } catch (SQLException e) {
            connection.close();
            if (SqlStates.INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                throw DromedaryException.permanent(
                        FailureCategory.CONFIGURATION,
                        failures.at("%s cannot be created: %s. Grant CREATE on the schema, or create the table first"
                                .formatted(wanted.id(), Failures.text(e))),
                        e);
            }
            throw e;
        }
    }

    /** What makes a table. */
    static String statement(TableId name, TargetTable table) {
        String columns = table.columns().stream()
                .map(column -> "    %s %s".formatted(Quote.name(column.name()), column.type()))
                .collect(joining(",\n"));
        return "CREATE TABLE %s (%n%s%n)".formatted(Quote.table(name), columns);
    }

    @Override
    public TableId id() {
        return id;
    }

    @Override
    public boolean publish(LoadedFile file) {
        try {
            execute("BEGIN");
            execute("ALTER TABLE %s RENAME TO %s".formatted(Quote.table(id), Quote.name(wanted.name())));
            if (!LoadedFiles.addFirst(connection, file)) {
                execute("ROLLBACK");
                return false;
            }
            execute("COMMIT");
            isPublished = true;
            return true;
        } catch (SQLException e) {
            if (SqlStates.DUPLICATE_TABLE.equals(e.getSQLState())) {
                throw DromedaryException.transientFailure(
                        FailureCategory.DESTINATION,
                        failures.at("%s was created by somebody else meanwhile. Load the file again".formatted(wanted)),
                        e);
            }
            throw failures.loading(wanted, e);
        }
    }

    private void execute(String sql) throws SQLException {
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
