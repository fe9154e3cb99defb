package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.TargetColumn;
import io.dromedary.table.TableId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the rows of one table with versions are: each distinct row once, and spans that say from which commit to which
 * it is there, and how often.
 *
 * @param sql over a connection with a transaction
 * @param table whose rows they are
 * @param id of the table in {@code dromedary.versioned_table}
 */
record VersionStore(Sql sql, TableId table, int id) {
    /** The columns that a kept row has besides its own: its name, its first commit, its place in that. */
    static final String HASH = "_dromedary_hash";

    static final String COMMIT = "_dromedary_commit";
    static final String ORDINAL = StagingTable.ORDINAL;

    private static final String FIND =
            "SELECT id FROM dromedary.versioned_table WHERE table_schema = ? AND table_name = ?";

    /** The one that is there. */
    static Optional<VersionStore> find(Sql sql, TableId table) throws SQLException {
        return sql.texts(FIND, table.schema(), table.name()).stream()
                .map(id -> new VersionStore(sql, table, Integer.parseInt(id)))
                .findFirst();
    }

    /** Makes it if there is none; others that want the same wait for the end of the transaction. */
    static VersionStore lock(Sql sql, TableId table) throws SQLException {
        sql.texts(
                "INSERT INTO dromedary.versioned_table (table_schema, table_name) VALUES (?, ?)"
                        + " ON CONFLICT DO NOTHING RETURNING id",
                table.schema(),
                table.name());
        List<String> found = sql.texts(FIND + " FOR UPDATE", table.schema(), table.name());
        return new VersionStore(sql, table, Integer.parseInt(found.get(0)));
    }

    /** The table of the rows, in SQL. */
    String rows() {
        return "dromedary.rows_" + id;
    }

    /** The table of the spans, in SQL. */
    String spans() {
        return "dromedary.spans_" + id;
    }

    /** A condition on spans: whether they are in a commit. */
    static String isIn(String spans, int commit) {
        return "%1$s.from_commit <= %2$d AND (%1$s.to_commit IS NULL OR %1$s.to_commit > %2$d)"
                .formatted(spans, commit);
    }

    /** Whether rows have been kept. */
    boolean isMade() throws SQLException {
        return !sql.texts("SELECT 1 WHERE to_regclass(?) IS NOT NULL", rows()).isEmpty();
    }

    /** The columns of the rows by name, with their types, in their order. */
    Map<String, String> columns() throws SQLException {
        String query = """
                SELECT attname, format_type(atttypid, atttypmod)
                  FROM pg_attribute
                 WHERE attrelid = '%s'::regclass AND attnum > 0 AND NOT attisdropped
                   AND attname NOT IN ('%s', '%s', '%s')
                 ORDER BY attnum
                """.formatted(rows(), HASH, COMMIT, ORDINAL);
        Map<String, String> columns = new LinkedHashMap<>();
        try (Statement statement = sql.connection().createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                columns.put(rows.getString(1), rows.getString(2));
            }
        }
        return columns;
    }

    /** The columns that tell rows apart. */
    List<String> keys() throws SQLException {
        return sql.texts("SELECT unnest(keys) FROM dromedary.versioned_table WHERE id = " + id);
    }

    void setKeys(List<String> keys) throws SQLException {
        try (var statement =
                sql.connection().prepareStatement("UPDATE dromedary.versioned_table SET keys = ? WHERE id = ?")) {
            statement.setArray(1, sql.connection().createArrayOf("text", keys.toArray()));
            statement.setInt(2, id);
            statement.executeUpdate();
        }
    }

    /** The number of the last commit; 0 without one. */
    int last() throws SQLException {
        return (int) sql.number("SELECT coalesce(max(commit_id), 0) FROM dromedary.commits WHERE table_id = " + id);
    }

    /** Makes its tables, without indexes. */
    void make(List<TargetColumn> columns) throws SQLException {
        sql.run("CREATE TABLE %s (%s bytea NOT NULL, %s integer NOT NULL, %s bigint NOT NULL)"
                .formatted(rows(), HASH, COMMIT, ORDINAL));
        sql.run(("CREATE TABLE %s (row_hash bytea NOT NULL, copies integer NOT NULL, from_commit integer NOT NULL,"
                        + " to_commit integer)")
                .formatted(spans()));
        add(columns);
        sql.run("COMMENT ON TABLE %s IS %s"
                .formatted(rows(), Quote.text("Each row that a commit of %s has, once".formatted(table))));
        sql.run("COMMENT ON TABLE %s IS %s"
                .formatted(
                        spans(),
                        Quote.text(
                                "Commits of %s that have a row: the first, and the first without".formatted(table))));
        sql.run("""
                CREATE VIEW dromedary.commit_rows_%1$d AS
                SELECT c.commit_id, s.row_hash, r.%2$s AS first_commit, r.%3$s AS logical_row_id,
                       copy._dromedary_n AS copy
                  FROM dromedary.commits AS c
                  JOIN %4$s AS s ON s.from_commit <= c.commit_id AND (s.to_commit IS NULL OR s.to_commit > c.commit_id)
                  JOIN %5$s AS r ON r.%6$s = s.row_hash
                 CROSS JOIN generate_series(1, s.copies) AS copy (_dromedary_n)
                 WHERE c.table_id = %1$d
                """.formatted(id, COMMIT, ORDINAL, spans(), rows(), HASH));
    }

    /** Adds columns, in which the rows that are there have no value. */
    void add(List<TargetColumn> columns) throws SQLException {
        for (TargetColumn column : columns) {
            sql.run("ALTER TABLE %s ADD COLUMN %s %s".formatted(rows(), Quote.name(column.name()), column.type()));
        }
    }

    /** Makes its indexes, which takes less time when the first rows are there. */
    void index() throws SQLException {
        sql.run("ALTER TABLE %s ADD CONSTRAINT idx_rows_%d_row_hash PRIMARY KEY (%s)".formatted(rows(), id, HASH));
        sql.run("CREATE INDEX idx_rows_%d_commit ON %s (%s)".formatted(id, rows(), COMMIT));
        sql.run("ALTER TABLE %s ADD CONSTRAINT idx_commit_rows_%d_row_hash PRIMARY KEY (row_hash, from_commit)"
                .formatted(spans(), id));
        sql.run("CREATE INDEX idx_commit_rows_%d_from ON %s (from_commit)".formatted(id, spans()));
        sql.run("CREATE INDEX idx_commit_rows_%d_to ON %s (to_commit)".formatted(id, spans()));
        sql.run("ANALYZE " + rows());
        sql.run("ANALYZE " + spans());
    }
}
