package io.dromedary.dialect.postgresql;

import static java.util.stream.Collectors.joining;

import java.sql.SQLException;
import java.util.List;

/**
 * What becomes of rows from one commit to another, in temporary tables of the transaction: how many copies a row has
 * and had, and which rows have the same key. Rows are paired by the texts of their keys, if each side has one only.
 *
 * @param added copies, without those of pairs
 * @param removed copies, without those of pairs
 * @param changed pairs
 */
record VersionChange(long added, long removed, long changed) {

    /** Of the rows that come, as against those of the last commit. */
    static void readIncoming(VersionStore store) throws SQLException {
        String head = "(SELECT row_hash, copies FROM %s WHERE to_commit IS NULL)".formatted(store.spans());
        read(store.sql(), "c.ordinal", "dromedary_incoming", head);
    }

    /** Of two commits. */
    static void readCommits(VersionStore store, int from, int to) throws SQLException {
        String side = "(SELECT s.row_hash, s.copies FROM %s AS s WHERE %s AND NOT (%s))";
        String before = VersionStore.isIn("s", from);
        String after = VersionStore.isIn("s", to);
        read(
                store.sql(),
                "NULL::bigint",
                side.formatted(store.spans(), after, before),
                side.formatted(store.spans(), before, after));
    }

    private static void read(Sql sql, String ordinal, String after, String before) throws SQLException {
        sql.run("DROP TABLE IF EXISTS pg_temp.dromedary_change, pg_temp.dromedary_pair");
        sql.run("""
                CREATE TEMP TABLE dromedary_change ON COMMIT DROP AS
                SELECT row_hash, coalesce(b.copies, 0) AS was, coalesce(c.copies, 0) AS becomes, %s AS ordinal
                  FROM %s AS c FULL JOIN %s AS b USING (row_hash)
                 WHERE c.copies IS DISTINCT FROM b.copies
                """.formatted(ordinal, after, before));
        sql.run("ANALYZE pg_temp.dromedary_change");
        sql.run("CREATE TEMP TABLE dromedary_pair (old_hash bytea, new_hash bytea) ON COMMIT DROP");
    }

    /** Whether there is none. */
    static boolean isNone(Sql sql) throws SQLException {
        return sql.number("SELECT count(*) FROM (SELECT FROM dromedary_change LIMIT 1) AS one") == 0;
    }

    /** Pairs and counts what was read. All of the rows have to be kept by now. */
    static VersionChange count(VersionStore store, List<String> keys) throws SQLException {
        Sql sql = store.sql();
        long changed = keys.isEmpty() ? 0 : pair(store, keys);
        long added = sql.number("SELECT coalesce(sum(becomes - was), 0) FROM dromedary_change WHERE becomes > was");
        long removed = sql.number("SELECT coalesce(sum(was - becomes), 0) FROM dromedary_change WHERE was > becomes");
        return new VersionChange(added - changed, removed - changed, changed);
    }

    private static long pair(VersionStore store, List<String> keys) throws SQLException {
        String key = keys.stream().map(column -> "r." + Quote.name(column)).collect(joining(", "));
        String isKnown = keys.stream()
                .map(column -> "r." + Quote.name(column) + " IS NOT NULL")
                .collect(joining(" AND "));
        String side = """
                SELECT row(%s)::text AS key, (array_agg(c.row_hash))[1] AS row_hash
                  FROM dromedary_change AS c JOIN %s AS r ON r.%s = c.row_hash
                 WHERE c.was = %%d AND c.becomes = %%d AND %s
                 GROUP BY 1 HAVING count(*) = 1
                """.formatted(key, store.rows(), VersionStore.HASH, isKnown);
        Sql sql = store.sql();
        if (sql.texts("SELECT 1 FROM dromedary_change WHERE was = 1 LIMIT 1").isEmpty()) {
            return 0;
        }
        long pairs = sql.update("INSERT INTO dromedary_pair SELECT o.row_hash, n.row_hash FROM (%s) AS o JOIN (%s) AS n"
                .formatted(side.formatted(1, 0), side.formatted(0, 1))
                .concat(" USING (key)"));
        sql.run("ANALYZE pg_temp.dromedary_pair");
        return pairs;
    }
}
