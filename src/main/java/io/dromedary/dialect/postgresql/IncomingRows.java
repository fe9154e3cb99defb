package io.dromedary.dialect.postgresql;

import static java.util.stream.Collectors.joining;

import io.dromedary.dialect.Duplicates;
import io.dromedary.table.TableId;
import java.util.List;

/**
 * Rows that become a commit, as parts of SQL.
 *
 * @param hashes a query of {@code row_hash}, {@code copies} and {@code ordinal}: each distinct row once
 * @param content joins rows {@code s} to changes {@code c}; empty: all rows are kept already
 * @param ordinal of such a row among those of its commit
 * @param all a relation of just these rows, with their copies; empty: there is none
 */
record IncomingRows(String hashes, String content, String ordinal, String all) {
    private static final String COUNTED =
            "SELECT row_hash, count(*)::integer AS copies, %s AS ordinal FROM %s AS hashed GROUP BY row_hash";

    /** Those that wait in a table. With keys, one record of each counts. */
    static IncomingRows staged(StagingTable staging, VersionColumns columns, List<String> keys, Duplicates duplicates) {
        String hash = columns.hash().of("s", columns.present());
        boolean isChoosing = !keys.isEmpty() && duplicates != Duplicates.FAIL;
        String one = "";
        String order = "";
        if (isChoosing) {
            String known = keys.stream().map(key -> "s." + Quote.name(key)).collect(joining(", "));
            // What is equal to nothing is no duplicate.
            String key = "row(%1$s)::text, CASE WHEN num_nulls(%1$s) > 0 THEN s.%2$s END"
                    .formatted(known, StagingTable.ORDINAL);
            one = "DISTINCT ON (%s) ".formatted(key);
            order = " ORDER BY %s, s.%s%s"
                    .formatted(key, StagingTable.ORDINAL, duplicates == Duplicates.LAST ? " DESC" : "");
        }
        String hashed = "(SELECT %s%s AS row_hash, s.%s AS ordinal FROM %s AS s%s)"
                .formatted(one, hash, StagingTable.ORDINAL, staging.name(), order);
        return new IncomingRows(
                COUNTED.formatted("min(ordinal)", hashed),
                // Numbers of batches and records are in the halves of an ordinal, which the hash of a bigint makes
                // equal
                // for many of them: the second condition tells those apart.
                "JOIN %1$s AS s ON s.%2$s = c.ordinal AND s.%2$s >> 32 = c.ordinal >> 32"
                        .formatted(staging.name(), StagingTable.ORDINAL),
                "c.ordinal",
                isChoosing ? "" : staging.name());
    }

    /** Those that the table has. */
    static IncomingRows current(TableId table) {
        String content = """
                JOIN (SELECT DISTINCT ON (row_hash) row_hash, part, place FROM dromedary_current) AS p
                  ON p.row_hash = c.row_hash
                JOIN %s AS s ON s.tableoid = p.part AND s.ctid = p.place
                """.formatted(Quote.table(table));
        return new IncomingRows(
                COUNTED.formatted("0::bigint", "dromedary_current"),
                content,
                "row_number() OVER (ORDER BY p.part, p.place)",
                "");
    }

    /** Those of a commit. */
    static IncomingRows restored(VersionStore store, int commit) {
        String hashes = "SELECT s.row_hash, s.copies, 0::bigint AS ordinal FROM %s AS s WHERE %s"
                .formatted(store.spans(), VersionStore.isIn("s", commit));
        return new IncomingRows(hashes, "", "", "");
    }
}
