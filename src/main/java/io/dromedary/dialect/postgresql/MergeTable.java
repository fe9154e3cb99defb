package io.dromedary.dialect.postgresql;

import static java.util.stream.Collectors.joining;

import io.dromedary.dialect.Duplicates;
import io.dromedary.dialect.LoadedFile;
import io.dromedary.dialect.MergeRules;
import io.dromedary.dialect.StagedRows;
import io.dromedary.dialect.WritePlan;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import org.postgresql.jdbc.PgConnection;

/** Rows that are merged into a table by its keys. */
final class MergeTable implements StagedRows {
    private static final String ORDINAL = StagingTable.ORDINAL;

    private final PgConnection connection;
    private final Failures failures;
    private final SettledCommit commits;
    private final MergeKey key;
    private final MergeRules rules;
    private final StagingTable staging;
    private final WritePlan plan;

    private MergeTable(
            PgConnection connection, SettledCommit commits, MergeKey key, MergeRules rules, StagingTable staging) {
        this.connection = connection;
        this.failures = commits.failures();
        this.commits = commits;
        this.key = key;
        this.rules = rules;
        this.staging = staging;
        this.plan = staging.plan();
    }

    /** The connection becomes the table's. */
    static MergeTable create(PgConnection connection, SettledCommit commits, WritePlan target, MergeRules rules)
            throws SQLException {
        try {
            MergeKey key = MergeKey.find(connection, commits.failures(), target, rules.keys());
            return new MergeTable(connection, commits, key, rules, StagingTable.like(connection, target));
        } catch (SQLException | DromedaryException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public WritePlan plan() {
        return plan;
    }

    @Override
    public OptionalLong merge(LongFunction<LoadedFile> account, boolean isDryRun) {
        try {
            new Sql(connection).run("BEGIN");
            if (rules.duplicates() == Duplicates.FAIL) {
                requireNoDuplicates();
            }
            long rows = insert();
            if (isDryRun) {
                new Sql(connection).run("ROLLBACK");
                return OptionalLong.of(rows);
            }
            LoadedFile file = account.apply(rows);
            if (!LoadedFiles.add(connection, file)) {
                new Sql(connection).run("ROLLBACK");
                return OptionalLong.empty();
            }
            commits.commit(connection, file);
            return OptionalLong.of(rows);
        } catch (SQLException e) {
            throw failures.writing(plan, e);
        }
    }

    private void requireNoDuplicates() throws SQLException {
        String sql = """
                SELECT row(%1$s)::text, count(*) FROM %2$s WHERE NOT (%3$s)
                 GROUP BY %1$s HAVING count(*) > 1 ORDER BY min(%4$s) LIMIT 1
                """.formatted(key.list(), staging.name(), key.isUnique(), ORDINAL);
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            if (rows.next()) {
                throw DromedaryException.permanent(
                        FailureCategory.DATA,
                        failures.at(("%s: %d records of the file have the same key (%s) = %s. Nothing of it was loaded;"
                                        + " say with duplicates: first or last which of them counts")
                                .formatted(plan.described().id(), rows.getLong(2), key.list(), rows.getString(1))));
            }
        }
    }

    private long insert() throws SQLException {
        String columns = plan.columns().stream()
                .map(mapped -> Quote.name(mapped.column().name()))
                .collect(joining(", "));
        // What is equal to nothing is no duplicate.
        String sql = """
                INSERT INTO %1$s (%2$s) OVERRIDING SYSTEM VALUE
                SELECT %2$s
                  FROM (SELECT DISTINCT ON (%3$s, CASE WHEN %4$s THEN %5$s END) %2$s
                          FROM %6$s ORDER BY %3$s, CASE WHEN %4$s THEN %5$s END, %5$s %7$s) AS counting
                    ON CONFLICT (%3$s) DO %8$s
                """.formatted(
                        Quote.table(plan.described().id()),
                        columns,
                        key.list(),
                        key.isUnique(),
                        ORDINAL,
                        staging.name(),
                        rules.duplicates() == Duplicates.FIRST ? "" : "DESC",
                        action());
        try (Statement statement = connection.createStatement()) {
            return statement.executeLargeUpdate(sql);
        }
    }

    private String action() {
        String values = plan.columns().stream()
                .map(mapped -> mapped.column().name())
                .filter(column -> !key.columns().contains(column))
                .map(column -> "%1$s = EXCLUDED.%1$s".formatted(Quote.name(column)))
                .collect(joining(", "));
        return rules.isUpdating() && !values.isEmpty() ? "UPDATE SET " + values : "NOTHING";
    }

    @Override
    public void close() {
        staging.close();
    }
}
