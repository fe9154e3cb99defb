package io.dromedary.dialect.postgresql;

import static java.util.stream.Collectors.joining;

import java.sql.SQLException;
import java.util.List;

/** The rows that a table with versions has, in a transaction in which nobody else writes it. */
record CurrentRows(VersionStore store, VersionColumns columns) {

    /** Computes where each row is, and its hash, into a temporary table. */
    void read() throws SQLException {
        Sql sql = store.sql();
        sql.run("""
                CREATE TEMP TABLE dromedary_current ON COMMIT DROP AS
                SELECT t.tableoid AS part, t.ctid AS place, %s AS row_hash FROM %s AS t
                """.formatted(columns.hash().of("t", columns.present()), table()));
        sql.run("ANALYZE pg_temp.dromedary_current");
    }

    /** Whether there were none. */
    boolean wereNone() throws SQLException {
        return store.sql().texts("SELECT 1 FROM dromedary_current LIMIT 1").isEmpty();
    }

    /** Changes the table as was found out; rows that stay are not touched. */
    void apply(IncomingRows incoming, List<String> keys) throws SQLException {
        if (wereNone() && !incoming.all().isEmpty()) {
            store.sql()
                    .run("INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE SELECT %s FROM %s AS s"
                            .formatted(table(), columns.list(""), columns.list("s."), incoming.all()));
            return;
        }
        delete();
        update(keys);
        insert();
    }

    private void delete() throws SQLException {
        store.sql().run("""
                DELETE FROM %s AS t
                 USING (SELECT u.part, u.place, c.was - c.becomes AS surplus,
                               row_number() OVER (PARTITION BY u.row_hash ORDER BY u.part, u.place) AS number
                          FROM dromedary_current AS u JOIN dromedary_change AS c USING (row_hash)
                         WHERE c.was > c.becomes
                           AND NOT EXISTS (SELECT FROM dromedary_pair AS p WHERE p.old_hash = c.row_hash)) AS gone
                 WHERE gone.number <= gone.surplus AND t.ctid = gone.place AND t.tableoid = gone.part
                """.formatted(table()));
    }

    /** Rows with the same key stay the same rows for others that refer to them. */
    private void update(List<String> keys) throws SQLException {
        String values = columns.present().stream()
                .filter(column -> !keys.contains(column))
                .map(column -> "%1$s = r.%1$s".formatted(Quote.name(column)))
                .collect(joining(", "));
        if (keys.isEmpty() || values.isEmpty()) {
            return;
        }
        store.sql().run("""
                UPDATE %s AS t SET %s
                  FROM dromedary_pair AS p
                  JOIN dromedary_current AS u ON u.row_hash = p.old_hash
                  JOIN %s AS r ON r.%s = p.new_hash
                 WHERE t.ctid = u.place AND t.tableoid = u.part
                """.formatted(table(), values, store.rows(), VersionStore.HASH));
    }

    private void insert() throws SQLException {
        store.sql().run("""
                INSERT INTO %1$s (%2$s) OVERRIDING SYSTEM VALUE
                SELECT %3$s
                  FROM dromedary_change AS c
                  JOIN %4$s AS r ON r.%5$s = c.row_hash
                 CROSS JOIN generate_series(1, c.becomes - c.was)
                 WHERE c.becomes > c.was
                   AND NOT EXISTS (SELECT FROM dromedary_pair AS p WHERE p.new_hash = c.row_hash)
                 ORDER BY r.%6$s, r.%7$s
                """.formatted(
                        table(),
                        columns.list(""),
                        columns.list("r."),
                        store.rows(),
                        VersionStore.HASH,
                        VersionStore.COMMIT,
                        VersionStore.ORDINAL));
    }

    private String table() {
        return Quote.table(store.table());
    }
}
