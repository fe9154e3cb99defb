package io.dromedary.dialect.postgresql;

import static java.util.stream.Collectors.joining;

import io.dromedary.dialect.Duplicates;
import io.dromedary.dialect.LoadedFile;
import io.dromedary.dialect.StagedRows;
import io.dromedary.dialect.TargetColumn;
import io.dromedary.dialect.TargetTable;
import io.dromedary.dialect.VersionRules;
import io.dromedary.dialect.WritePlan;
import io.dromedary.dialect.postgresql.VersionWork.Facts;
import io.dromedary.dialect.postgresql.VersionWork.Origin;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import org.postgresql.jdbc.PgConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rows of a file that become a commit of their table. */
final class VersionedRows implements StagedRows {
    private static final Logger LOG = LoggerFactory.getLogger(VersionedRows.class);

    private final PgConnection connection;
    private final Sql sql;
    private final Failures failures;
    private final SettledCommit commits;
    private final VersionRules rules;
    private final StagingTable staging;
    private final TargetTable table;
    private final List<String> keys;

    private VersionedRows(PgConnection connection, SettledCommit commits, VersionRules rules, StagingTable staging) {
        this.connection = connection;
        this.sql = new Sql(connection);
        this.failures = commits.failures();
        this.commits = commits;
        this.rules = rules;
        this.staging = staging;
        this.table = staging.plan().described();
        this.keys = keys(rules, staging.plan());
    }

    /** The connection becomes the table's. */
    static VersionedRows create(PgConnection connection, SettledCommit commits, WritePlan target, VersionRules rules)
            throws SQLException {
        try {
            requireKeys(commits.failures(), target, rules);
            StagingTable staging =
                    rules.createsTable() ? StagingTable.of(connection, target) : StagingTable.like(connection, target);
            return new VersionedRows(connection, commits, rules, staging);
        } catch (SQLException | DromedaryException e) {
            connection.close();
            throw e;
        }
    }

    private static List<String> columns(WritePlan plan) {
        return plan.columns().stream().map(mapped -> mapped.column().name()).toList();
    }

    private static void requireKeys(Failures failures, WritePlan plan, VersionRules rules) {
        for (String key : rules.keys()) {
            if (!columns(plan).contains(key)) {
                throw DromedaryException.permanent(
                        FailureCategory.CONFIGURATION,
                        failures.at("column \"%s\" of %s tells rows apart, but no field is for it"
                                .formatted(key, plan.described().id())));
            }
        }
    }

    private static List<String> keys(VersionRules rules, WritePlan plan) {
        List<String> primary = plan.described().primaryKey();
        boolean isWritten = columns(plan).containsAll(primary);
        return rules.keys().isEmpty() && isWritten ? primary : rules.keys();
    }

    @Override
    public WritePlan plan() {
        return staging.plan();
    }

    @Override
    public OptionalLong merge(LongFunction<LoadedFile> account, boolean isDryRun) {
        try {
            sql.run("BEGIN ISOLATION LEVEL READ COMMITTED");
            VersionStore store = VersionStore.lock(sql, table.id());
            if (rules.createsTable()) {
                createTable();
            }
            VersionWork.lock(store, failures);
            List<TargetColumn> written = plan().columns().stream()
                    .map(WritePlan.MappedColumn::column)
                    .toList();
            VersionColumns columns = VersionColumns.of(store, table, written, failures);
            store.setKeys(keys);
            var work = new VersionWork(store, columns, keys);
            IncomingRows incoming = IncomingRows.staged(staging, columns, keys, rules.duplicates());
            Facts facts = add(work, incoming);
            work.apply(incoming);
            if (isDryRun) {
                sql.run("ROLLBACK");
                return OptionalLong.of(facts.rows());
            }
            return commit(work, facts, account.apply(facts.rows()));
        } catch (SQLException e) {
            throw failures.writing(table.id(), plan().table(), e);
        }
    }

    private Facts add(VersionWork work, IncomingRows incoming) throws SQLException {
        List<Facts> facts = new ArrayList<>();
        RowHash.pinned(sql, () -> {
            if (rules.duplicates() == Duplicates.FAIL && !keys.isEmpty()) {
                requireNoDuplicates();
            }
            facts.add(work.add(incoming));
        });
        return facts.get(0);
    }

    private OptionalLong commit(VersionWork work, Facts facts, LoadedFile file) throws SQLException {
        work.record(facts, new Origin(rules.message(), file.file(), file.content(), null));
        boolean isNew = rules.createsTable()
                ? LoadedFiles.addFirst(connection, file)
                : LoadedFiles.addReplacing(connection, file);
        if (!isNew) {
            sql.run("ROLLBACK");
            return OptionalLong.empty();
        }
        commits.commit(connection, file);
        LOG.info(
                "{}: commit {}: {} rows, {} added, {} removed, {} changed, {} stored",
                table.id(),
                facts.number(),
                facts.rows(),
                facts.change().added(),
                facts.change().removed(),
                facts.change().changed(),
                facts.stored());
        return OptionalLong.of(facts.rows());
    }

    private void createTable() throws SQLException {
        try {
            sql.run(NewTableSteps.statement(table.id(), table));
        } catch (SQLException e) {
            if (SqlStates.DUPLICATE_TABLE.equals(e.getSQLState())) {
                throw DromedaryException.permanent(
                        FailureCategory.DESTINATION,
                        failures.at("%s was created by somebody else meanwhile; nothing was loaded. Load the file again"
                                .formatted(table.id())),
                        e);
            }
            throw e;
        }
    }

    private void requireNoDuplicates() throws SQLException {
        String list = keys.stream().map(Quote::name).collect(joining(", "));
        String query = """
                SELECT row(%1$s)::text, count(*) FROM %2$s WHERE num_nulls(%1$s) = 0
                 GROUP BY 1 HAVING count(*) > 1 ORDER BY min(%3$s) LIMIT 1
                """.formatted(list, staging.name(), StagingTable.ORDINAL);
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            if (rows.next()) {
                throw DromedaryException.permanent(
                        FailureCategory.DATA,
                        failures.at(("%s: %d records of the file have the same key (%s) = %s. Nothing of it was loaded;"
                                        + " say with duplicates: first or last which of them counts")
                                .formatted(table.id(), rows.getLong(2), list, rows.getString(1))));
            }
        }
    }

    @Override
    public void close() {
        staging.close();
    }
}
