package io.dromedary.dialect.postgresql;

import static java.util.stream.Collectors.joining;

import io.dromedary.dialect.LoadedFile;
import io.dromedary.dialect.TargetTable;
import io.dromedary.dialect.UnseenTable;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.table.TableId;
import java.sql.SQLException;
import org.postgresql.jdbc.PgConnection;

/** A table that is not there yet, in its schema under a name of its own until it is published. */
final class NewTable implements UnseenTable {
    private final PgConnection connection;
    private final Failures failures;
    private final SettledCommit commits;
    private final TableId wanted;
    private final HiddenTable hidden;

    private NewTable(PgConnection connection, Failures failures, SettledCommit commits, TableId wanted) {
        this.commits = commits;
        this.connection = connection;
        this.failures = failures;
        this.wanted = wanted;
        this.hidden = new HiddenTable(connection, wanted.schema());
    }

    /** The connection becomes the table's. */
    static NewTable create(PgConnection connection, Failures failures, SettledCommit commits, TargetTable wanted)
            throws SQLException {
        var table = new NewTable(connection, failures, commits, wanted.id());
        try {
            table.hidden.create(statement(table.id(), wanted));
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
        return hidden.id();
    }

    @Override
    public boolean publish(LoadedFile file) {
        try {
            hidden.execute("BEGIN");
            hidden.execute("ALTER TABLE %s RENAME TO %s".formatted(Quote.table(id()), Quote.name(wanted.name())));
            if (!LoadedFiles.addFirst(connection, file)) {
                hidden.execute("ROLLBACK");
                return false;
            }
            commits.commit(connection, file);
            hidden.published();
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

    @Override
    public void close() {
        hidden.close();
    }
}
