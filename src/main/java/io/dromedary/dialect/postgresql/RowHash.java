package io.dromedary.dialect.postgresql;

import static java.util.stream.Collectors.joining;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/**
 * The name of a row by its values: SHA-256 of the text that PostgreSQL prints of it. That text is quoted, so no two
 * rows share one; what has no value at its end is cut off, so that it stays the same when there are more columns.
 *
 * @param columns that rows are kept by, in their order
 */
record RowHash(List<String> columns) {

    /** Statements whose texts of values depend on nothing that somebody may have set. */
    interface Work {
        void run() throws SQLException;
    }

    /** An expression of the type {@code bytea}; columns that the relation does not have are taken as without value. */
    String of(String relation, Collection<String> present) {
        String values = columns.stream()
                .map(column -> present.contains(column) ? relation + "." + Quote.name(column) : "NULL")
                .collect(joining(", "));
        // Values that end in a comma or a parenthesis are quoted, so nothing of them is cut off.
        return "sha256(convert_to(rtrim(row(%s)::text, ',)'), 'UTF8'))".formatted(values);
    }

    /**
     * Runs what computes hashes. Names of tables and types are printed with or without their schema by the search path,
     * money by the locale; the rest is the same in all our sessions. Triggers of others need their own settings back.
     */
    static void pinned(Sql sql, Work work) throws SQLException {
        String path = sql.texts("SELECT current_setting('search_path')").get(0);
        String money = sql.texts("SELECT current_setting('lc_monetary')").get(0);
        String set = "SELECT set_config('search_path', ?, true) || set_config('lc_monetary', ?, true)";
        sql.texts(set, "", "C");
        work.run();
        sql.texts(set, path, money);
    }
}
