package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.DefinedTable;
import io.dromedary.dialect.LoadedFile;
import io.dromedary.dialect.TargetTable;
import io.dromedary.dialect.UnseenTable;
import io.dromedary.dialect.postgresql.NeededObjects.Needed;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.table.TableId;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.postgresql.jdbc.PgConnection;

/** A table that is not there yet, in its schema under a name of its own until it is published. */
final class NewTable implements UnseenTable {
    /** Somebody has created a type, a schema or something else of this name in the meantime. */
    private static final Set<String> DUPLICATE = Set.of(SqlStates.DUPLICATE_TABLE, "42710", "42P06", "23505");

    private final PgConnection connection;
    private final Failures failures;
    private final SettledCommit commits;
    private final TableId wanted;
    private final HiddenTable hidden;
    private List<String> publish = List.of();

    private NewTable(PgConnection connection, Failures failures, SettledCommit commits, TableId wanted) {
        this.commits = commits;
        this.connection = connection;
        this.failures = failures;
        this.wanted = wanted;
        this.hidden = new HiddenTable(connection, wanted.schema());
    }

    /** What makes it, when it is known what is there. */
    private interface Settling {
        NewTableSteps steps() throws SQLException;
    }

    /** The connection becomes the table's. */
    static NewTable create(PgConnection connection, Failures failures, SettledCommit commits, TargetTable wanted)
            throws SQLException {
        var table = new NewTable(connection, failures, commits, wanted.id());
        table.make(() -> NewTableSteps.of(wanted, table.id()));
        return table;
    }

    /** By a definition that may be anybody's. The connection becomes the table's. */
    static NewTable create(PgConnection connection, Failures failures, SettledCommit commits, DefinedTable wanted)
            throws SQLException {
        var table = new NewTable(connection, failures, commits, wanted.id());
        table.make(() -> {
            table.hidden.execute(NewTableSteps.SEARCHED);
            return NewTableSteps.of(connection, failures, wanted, table.id());
        });
        return table;
    }

    private void make(Settling settling) throws SQLException {
        try {
            hidden.claim();
            hidden.execute("BEGIN");
            NewTableSteps steps = settling.steps();
            for (Needed needed : steps.needed()) {
                hidden.execute(needed.create());
            }
            for (String statement : steps.make()) {
                hidden.execute(statement);
            }
            // Better to hear of a name that is taken, or a type that is missing, before a row is written than behind
            // all.
            hidden.execute("SAVEPOINT made");
            for (String statement : steps.publish()) {
                hidden.execute(statement);
            }
            hidden.execute("ROLLBACK TO made");
            hidden.execute("COMMIT");
            steps.needed().forEach(needed -> hidden.dropToo(needed.drop()));
            publish = Stream.concat(steps.publish().stream(), steps.position().stream())
                    .toList();
        } catch (SQLException e) {
            connection.close();
            throw refused(e);
        } catch (DromedaryException e) {
            connection.close();
            throw e;
        }
    }

    private SQLException refused(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        if (SqlStates.INSUFFICIENT_PRIVILEGE.equals(state)) {
            throw DromedaryException.permanent(
                    FailureCategory.CONFIGURATION,
                    failures.at("%s cannot be created: %s. Grant CREATE on the schema, or create the table first"
                            .formatted(wanted, Failures.text(e))),
                    e);
        } else if (DUPLICATE.contains(state)) {
            throw createdMeanwhile(e);
        }
        return e;
    }

    private DromedaryException createdMeanwhile(SQLException e) {
        return DromedaryException.transientFailure(
                FailureCategory.DESTINATION,
                failures.at("%s was created by somebody else meanwhile: %s. Load the file again"
                        .formatted(wanted, Failures.text(e))),
                e);
    }

    @Override
    public TableId id() {
        return hidden.id();
    }

    @Override
    public boolean publish(LoadedFile file) {
        try {
            hidden.execute("BEGIN");
            for (String statement : publish) {
                hidden.execute(statement);
            }
            if (!LoadedFiles.addFirst(connection, file)) {
                hidden.execute("ROLLBACK");
                return false;
            }
            commits.commit(connection, file);
            hidden.published();
            return true;
        } catch (SQLException e) {
            if (SqlStates.DUPLICATE_TABLE.equals(e.getSQLState())) {
                throw createdMeanwhile(e);
            }
            throw failures.writing(wanted, id(), e);
        }
    }

    @Override
    public void close() {
        hidden.close();
    }
}
