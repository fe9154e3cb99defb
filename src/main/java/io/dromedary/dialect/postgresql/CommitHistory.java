package io.dromedary.dialect.postgresql;

import static java.util.stream.Collectors.joining;

import io.dromedary.dialect.CommitDifference;
import io.dromedary.dialect.TableCommit;
import io.dromedary.dialect.TableVersions;
import io.dromedary.dialect.TargetTable;
import io.dromedary.dialect.postgresql.VersionWork.Facts;
import io.dromedary.dialect.postgresql.VersionWork.Origin;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.table.TableId;
import java.io.Writer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postgresql.jdbc.PgConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What {@code dromedary.commits} and the kept rows say of one table. Each call is a transaction. */
final class CommitHistory implements TableVersions {
    private static final Logger LOG = LoggerFactory.getLogger(CommitHistory.class);

    private final PgConnection connection;
    private final Failures failures;
    private final Sql sql;
    private final VersionStore store;

    private CommitHistory(PgConnection connection, Failures failures, VersionStore store) {
        this.connection = connection;
        this.failures = failures;
        this.sql = new Sql(connection);
        this.store = store;
    }

    /** The connection becomes the history's. */
    static CommitHistory open(PgConnection connection, Failures failures, TableId table) throws SQLException {
        try {
            connection.setAutoCommit(false);
            // What others commit while a lock is waited for has to be seen.
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            var sql = new Sql(connection);
            boolean isKnown = !sql.texts("SELECT 1 WHERE to_regclass('dromedary.versioned_table') IS NOT NULL")
                    .isEmpty();
            VersionStore store = (isKnown ? VersionStore.find(sql, table) : Optional.<VersionStore>empty())
                    .orElseThrow(() -> DromedaryException.permanent(
                            FailureCategory.CONFIGURATION,
                            failures.at(
                                    "%s has no commits. Load a file into it with mode: versioned".formatted(table))));
            return new CommitHistory(connection, failures, store);
        } catch (SQLException | DromedaryException e) {
            connection.close();
            throw e;
        }
    }

    /** A transaction that changes nothing that stays, unless it commits. */
    private interface Question<T> {
        T ask() throws SQLException;
    }

    private <T> T ask(Question<T> question) {
        try {
            T answer = question.ask();
            connection.rollback();
            return answer;
        } catch (SQLException e) {
            throw failures.loading(store.table(), e);
        }
    }

    @Override
    public List<TableCommit> commits() {
        return ask(() -> commitsWhere("true"));
    }

    @Override
    public TableCommit commit(int id) {
        return ask(() -> require(id));
    }

    private TableCommit require(int id) throws SQLException {
        List<TableCommit> found = commitsWhere("commit_id = " + id);
        if (found.isEmpty()) {
            throw DromedaryException.permanent(
                    FailureCategory.CONFIGURATION,
                    failures.at("%s has no commit %d; the last one is %d".formatted(store.table(), id, store.last())));
        }
        return found.get(0);
    }

    private List<TableCommit> commitsWhere(String condition) throws SQLException {
        String query = """
                SELECT commit_id, parent, message, committed_at, committed_by, file, restored, rows, added, removed,
                       changed, unchanged, stored
                  FROM dromedary.commits WHERE table_id = %d AND %s ORDER BY commit_id
                """.formatted(store.id(), condition);
        List<TableCommit> commits = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                commits.add(commit(rows));
            }
        }
        return commits;
    }

    private static TableCommit commit(ResultSet rows) throws SQLException {
        return new TableCommit(
                rows.getInt(1),
                rows.getObject(2, Integer.class),
                rows.getString(3),
                rows.getObject(4, OffsetDateTime.class).toInstant().toString(),
                rows.getString(5),
                rows.getString(6),
                rows.getObject(7, Integer.class),
                rows.getLong(8),
                rows.getLong(9),
                rows.getLong(10),
                rows.getLong(11),
                rows.getLong(12),
                rows.getLong(13));
    }

    @Override
    public CommitDifference difference(int from, int to) {
        return ask(() -> {
            VersionChange change = readDifference(from, to);
            return new CommitDifference(from, to, change.added(), change.removed(), change.changed());
        });
    }

    private VersionChange readDifference(int from, int to) throws SQLException {
        require(from);
        require(to);
        List<VersionChange> changes = new ArrayList<>();
        RowHash.pinned(sql, () -> {
            VersionChange.readCommits(store, from, to);
            changes.add(VersionChange.count(store, keysIn(store.columns().keySet())));
        });
        return changes.get(0);
    }

    /** Columns that are gone tell nothing apart any more. */
    private List<String> keysIn(Set<String> columns) throws SQLException {
        List<String> keys = store.keys();
        return columns.containsAll(keys) ? keys : List.of();
    }

    @Override
    public void writeRows(int id, Form form, Writer out) {
        ask(() -> {
            require(id);
            String query = """
                    SELECT %s
                      FROM %s AS s JOIN %s AS r ON r.%s = s.row_hash CROSS JOIN generate_series(1, s.copies)
                     WHERE %s
                     ORDER BY r.%s, r.%s
                    """.formatted(
                            columns(),
                            store.spans(),
                            store.rows(),
                            VersionStore.HASH,
                            VersionStore.isIn("s", id),
                            VersionStore.COMMIT,
                            VersionStore.ORDINAL);
            return RowText.write(connection, query, form, out);
        });
    }

    @Override
    public void writeDifference(int from, int to, Form form, Writer out) {
        ask(() -> {
            readDifference(from, to);
            String query = """
                    SELECT CASE WHEN o.new_hash IS NOT NULL THEN 'changed_from'
                                WHEN n.old_hash IS NOT NULL THEN 'changed_to'
                                WHEN c.becomes > c.was THEN 'added' ELSE 'removed' END AS _change, %1$s
                      FROM dromedary_change AS c
                      JOIN %2$s AS r ON r.%3$s = c.row_hash
                      LEFT JOIN dromedary_pair AS o ON o.old_hash = c.row_hash
                      LEFT JOIN dromedary_pair AS n ON n.new_hash = c.row_hash
                      LEFT JOIN %2$s AS b ON b.%3$s = n.old_hash
                     CROSS JOIN generate_series(1, abs(c.becomes - c.was))
                     ORDER BY coalesce(b.%4$s, r.%4$s), coalesce(b.%5$s, r.%5$s), n.old_hash IS NOT NULL
                    """.formatted(
                            columns(), store.rows(), VersionStore.HASH, VersionStore.COMMIT, VersionStore.ORDINAL);
            return RowText.write(connection, query, form, out);
        });
    }

    private String columns() throws SQLException {
        return store.columns().keySet().stream()
                .map(column -> "r." + Quote.name(column))
                .collect(joining(", "));
    }

    @Override
    public TableCommit restore(int id, String message, boolean isDryRun) {
        return ask(() -> {
            VersionStore.lock(sql, store.table());
            require(id);
            TargetTable table = new TargetCatalog(connection, failures)
                    .describe(store.table())
                    .table();
            VersionWork.lock(store, failures);
            VersionColumns columns = VersionColumns.of(store, table, failures);
            requireColumns(id, columns);
            var work = new VersionWork(store, columns, keysIn(columns.present()));
            IncomingRows incoming = IncomingRows.restored(store, id);
            List<Facts> facts = new ArrayList<>();
            RowHash.pinned(sql, () -> facts.add(work.add(incoming)));
            work.apply(incoming);
            work.record(facts.get(0), new Origin(message, null, null, id));
            TableCommit restored = require(facts.get(0).number());
            if (!isDryRun) {
                LoadedFiles.forget(connection, store.table());
                connection.commit();
            }
            return restored;
        });
    }

    private void requireColumns(int id, VersionColumns columns) throws SQLException {
        for (String column : columns.hash().columns()) {
            if (!columns.present().contains(column) && hasValues(id, column)) {
                throw DromedaryException.permanent(
                        FailureCategory.CONFIGURATION,
                        failures.at(("commit %d of %s has values in the column \"%s\", which the table has no more."
                                        + " Nothing was changed; add the column again (%s) first")
                                .formatted(
                                        id,
                                        store.table(),
                                        column,
                                        store.columns().get(column))));
            }
        }
    }

    private boolean hasValues(int id, String column) throws SQLException {
        String query = "SELECT 1 FROM %s AS s JOIN %s AS r ON r.%s = s.row_hash WHERE %s AND r.%s IS NOT NULL LIMIT 1";
        return !sql.texts(query.formatted(
                        store.spans(), store.rows(), VersionStore.HASH, VersionStore.isIn("s", id), Quote.name(column)))
                .isEmpty();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("The connection to the commits of {} was broken: {}", store.table(), e.getMessage());
        }
    }
}
