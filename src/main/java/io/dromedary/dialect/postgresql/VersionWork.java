package io.dromedary.dialect.postgresql;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes commits of one table, in a transaction that ends as a whole. What others have changed in the table since its
 * last commit becomes a commit of its own first, so that nothing is ever lost.
 */
final class VersionWork {
    /** Hashes of a million rows are grouped and joined in memory, unless somebody has given us more or a choice. */
    private static final String WORK_MEMORY = """
            SELECT set_config('work_mem', '64MB', true) FROM pg_settings
             WHERE name = 'work_mem' AND setting::bigint < 65536
            """;

    private final VersionStore store;
    private final Sql sql;
    private final CurrentRows current;
    private final VersionColumns columns;
    private final List<String> keys;

    /** Nobody else may write the table: {@link #lock}. */
    VersionWork(VersionStore store, VersionColumns columns, List<String> keys) {
        this.store = store;
        this.sql = store.sql();
        this.columns = columns;
        this.current = new CurrentRows(store, columns);
        this.keys = keys;
    }

    /** Where the rows of a commit come from. */
    record Origin(
            String message,
            @Nullable String file,
            @Nullable String content,
            @Nullable Integer restored) {}

    /**
     * What a commit is, apart from its origin.
     *
     * @param number of the commit
     * @param rows of the table
     * @param stored rows that were in no commit before
     */
    record Facts(int number, long rows, VersionChange change, long stored) {}

    /** Lets others read the table only, until the end of the transaction. */
    static void lock(VersionStore store, Failures failures) throws SQLException {
        String name = Quote.table(store.table());
        if (sqlKind(store, name).stream().noneMatch("rp"::contains)) {
            throw DromedaryException.permanent(
                    FailureCategory.CONFIGURATION,
                    failures.at("%s is no ordinary table, so that it cannot have versions".formatted(store.table())));
        }
        store.sql().run("LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE".formatted(name));
    }

    private static List<String> sqlKind(VersionStore store, String name) throws SQLException {
        return store.sql().texts("SELECT relkind FROM pg_class WHERE oid = to_regclass(?)", name);
    }

    /** Makes the rows a commit, without an account of it and without touching the table. Texts have to be pinned. */
    Facts add(IncomingRows incoming) throws SQLException {
        sql.texts(WORK_MEMORY);
        current.read();
        capture();
        read(incoming);
        return keep(incoming);
    }

    private void capture() throws SQLException {
        IncomingRows found = IncomingRows.current(store.table());
        read(found);
        if (!VersionChange.isNone(sql)) {
            Facts facts = keep(found);
            String message = facts.number() == 1 ? "What the table had before" : "Changed outside of commits";
            record(facts, new Origin(message, null, null, null));
        }
    }

    private void read(IncomingRows incoming) throws SQLException {
        sql.run("DROP TABLE IF EXISTS pg_temp.dromedary_incoming");
        sql.run("CREATE TEMP TABLE dromedary_incoming ON COMMIT DROP AS " + incoming.hashes());
        sql.run("ANALYZE pg_temp.dromedary_incoming");
        VersionChange.readIncoming(store);
    }

    private Facts keep(IncomingRows incoming) throws SQLException {
        int number = store.last() + 1;
        long stored = incoming.content().isEmpty() ? 0 : store(incoming, number);
        if (number > 1) {
            sql.run("""
                    UPDATE %s AS s SET to_commit = %d FROM dromedary_change AS c
                     WHERE s.row_hash = c.row_hash AND s.to_commit IS NULL AND c.was > 0
                    """.formatted(store.spans(), number));
        }
        sql.run("INSERT INTO %s SELECT row_hash, becomes, %d, NULL FROM dromedary_change WHERE becomes > 0"
                .formatted(store.spans(), number));
        if (number == 1) {
            store.index();
        }
        long rows = sql.number("SELECT coalesce(sum(copies), 0) FROM dromedary_incoming");
        return new Facts(number, rows, VersionChange.count(store, keys), stored);
    }

    private long store(IncomingRows incoming, int number) throws SQLException {
        // The planner would take a table without statistics for one with rows.
        String isNew = number == 1
                ? "true"
                : "NOT EXISTS (SELECT FROM %s AS r WHERE r.%s = c.row_hash)".formatted(store.rows(), VersionStore.HASH);
        return sql.update("""
                INSERT INTO %1$s (%2$s, %3$s, %4$s, %5$s)
                SELECT c.row_hash, %6$d, %7$s, %8$s
                  FROM dromedary_change AS c %9$s
                 WHERE c.was = 0 AND %10$s
                """.formatted(
                        store.rows(),
                        VersionStore.HASH,
                        VersionStore.COMMIT,
                        VersionStore.ORDINAL,
                        columns.list(""),
                        number,
                        incoming.ordinal(),
                        columns.list("s."),
                        incoming.content(),
                        isNew));
    }

    /** Writes the account of a commit. */
    void record(Facts facts, Origin origin) throws SQLException {
        String insert = """
                INSERT INTO dromedary.commits (table_id, commit_id, parent, message, file, content, restored,
                                               rows, added, removed, changed, unchanged, stored)
                VALUES (?, ?, nullif(?, 0), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """;
        VersionChange change = facts.change();
        try (PreparedStatement statement = sql.connection().prepareStatement(insert)) {
            statement.setInt(1, store.id());
            statement.setInt(2, facts.number());
            statement.setInt(3, facts.number() - 1);
            statement.setString(4, origin.message());
            statement.setString(5, origin.file());
            statement.setString(6, origin.content());
            statement.setObject(7, origin.restored());
            statement.setLong(8, facts.rows());
            statement.setLong(9, change.added());
            statement.setLong(10, change.removed());
            statement.setLong(11, change.changed());
            statement.setLong(12, facts.rows() - change.added() - change.changed());
            statement.setLong(13, facts.stored());
            statement.executeUpdate();
        }
    }

    /** Gives the table the rows that were added last. */
    void apply(IncomingRows incoming) throws SQLException {
        current.apply(incoming, keys);
    }
}
