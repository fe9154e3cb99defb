package io.dromedary.dialect.postgresql;

import static java.util.stream.Collectors.joining;

import io.dromedary.dialect.Duplicates;
import io.dromedary.dialect.LoadedFile;
import io.dromedary.dialect.MergeRules;
import io.dromedary.dialect.StagedRows;
import io.dromedary.dialect.WritePlan;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.table.TableId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.LongFunction;
import org.postgresql.jdbc.PgConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An unlogged table in the schema {@code dromedary} where rows wait, each with its place in the file. An advisory lock
 * of the session with the table's name says that somebody needs it; those that nobody does, because a load was killed,
 * are dropped by the next.
 */
final class MergeTable implements StagedRows {
    private static final Logger LOG = LoggerFactory.getLogger(MergeTable.class);
    private static final String ORDINAL = "_dromedary_ordinal";
    private static final String LOCK = "(hashtextextended('dromedary.' || %s, 0))";

    private static final String ABANDONED = """
            WITH staging AS MATERIALIZED (
                SELECT relname FROM pg_class
                 WHERE relnamespace = 'dromedary'::regnamespace AND relname ~ '^staging_[0-9a-f]{32}$'
                   AND pg_has_role(relowner, 'USAGE'))
            SELECT relname FROM staging WHERE pg_try_advisory_lock""" + LOCK.formatted("relname");

    private final PgConnection connection;
    private final Failures failures;
    private final SettledCommit commits;
    private final MergeKey key;
    private final MergeRules rules;
    private final WritePlan plan;

    private MergeTable(PgConnection connection, SettledCommit commits, MergeKey key, MergeRules rules, WritePlan plan) {
        this.connection = connection;
        this.failures = commits.failures();
        this.commits = commits;
        this.key = key;
        this.rules = rules;
        this.plan = plan;
    }

    /** The connection becomes the table's. */
    static MergeTable create(PgConnection connection, SettledCommit commits, WritePlan target, MergeRules rules)
            throws SQLException {
        try {
            MergeKey key = MergeKey.find(connection, commits.failures(), target, rules.keys());
            var id = new TableId(
                    "dromedary", "staging_" + UUID.randomUUID().toString().replace("-", ""));
            var table = new MergeTable(connection, commits, key, rules, target.into(id, ORDINAL));
            table.dropAbandoned();
            table.create();
            return table;
        } catch (SQLException | DromedaryException e) {
            connection.close();
            throw e;
        }
    }

    private void dropAbandoned() throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(ABANDONED)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        for (String name : names) {
            execute("DROP TABLE IF EXISTS " + Quote.table(new TableId("dromedary", name)));
            execute("SELECT pg_advisory_unlock" + LOCK.formatted(Quote.text(name)));
        }
    }

    private void create() throws SQLException {
        execute("SELECT pg_advisory_lock"
                + LOCK.formatted(Quote.text(plan.table().name())));
        execute("BEGIN");
        execute("CREATE UNLOGGED TABLE %s (LIKE %s INCLUDING CONSTRAINTS, %s bigint)"
                .formatted(name(), Quote.table(plan.described().id()), ORDINAL));
        String others = plan.described().columns().stream()
                .filter(column -> plan.columns().stream()
                        .noneMatch(mapped -> mapped.column().equals(column)))
                .map(column -> "DROP COLUMN " + Quote.name(column.name()))
                .collect(joining(", "));
        if (!others.isEmpty()) {
            execute("ALTER TABLE %s %s".formatted(name(), others));
        }
        execute("COMMIT");
    }

    private String name() {
        return Quote.table(plan.table());
    }

    @Override
    public WritePlan plan() {
        return plan;
    }

    @Override
    public OptionalLong merge(LongFunction<LoadedFile> account, boolean isDryRun) {
        try {
            execute("BEGIN");
            if (rules.duplicates() == Duplicates.FAIL) {
                requireNoDuplicates();
            }
            long rows = insert();
            if (isDryRun) {
                execute("ROLLBACK");
                return OptionalLong.of(rows);
            }
            LoadedFile file = account.apply(rows);
            if (!LoadedFiles.add(connection, file)) {
                execute("ROLLBACK");
                return OptionalLong.empty();
            }
            commits.commit(connection, file);
            return OptionalLong.of(rows);
        } catch (SQLException e) {
            throw failures.loading(plan.described().id(), e);
        }
    }

    private void requireNoDuplicates() throws SQLException {
        String sql = """
                SELECT row(%1$s)::text, count(*) FROM %2$s WHERE NOT (%3$s)
                 GROUP BY %1$s HAVING count(*) > 1 ORDER BY min(%4$s) LIMIT 1
                """.formatted(key.list(), name(), key.isUnique(), ORDINAL);
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
                        name(),
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

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        try (connection) {
            execute("ROLLBACK");
            execute("DROP TABLE IF EXISTS " + name());
        } catch (SQLException e) {
            LOG.warn("{} could not be dropped: {}", plan.table(), e.getMessage());
        }
    }
}
