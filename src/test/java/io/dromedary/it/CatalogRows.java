package io.dromedary.it;

import io.dromedary.testing.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** What PostgreSQL's catalog says, to compare two databases; every name comes with its schema. */
final class CatalogRows {
    static final String SEQUENCES = "SELECT * FROM pg_sequences ORDER BY schemaname, sequencename";

    static final String EXTENSIONS = "SELECT extname, extnamespace::regnamespace FROM pg_extension ORDER BY extname";

    static final String TYPES = """
            SELECT n.nspname, t.typname, t.typtype, format_type(t.typbasetype, t.typtypmod), t.typnotnull,
                   pg_get_expr(t.typdefaultbin, 0), co.collname,
                   ARRAY(SELECT e.enumlabel FROM pg_enum AS e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder),
                   ARRAY(SELECT k.conname || ' ' || pg_get_constraintdef(k.oid) FROM pg_constraint AS k
                          WHERE k.contypid = t.oid ORDER BY k.conname),
                   ARRAY(SELECT concat_ws(' ', a.attname, format_type(a.atttypid, a.atttypmod), ac.collname)
                           FROM pg_attribute AS a LEFT JOIN pg_collation AS ac ON ac.oid = a.attcollation
                          WHERE t.typtype = 'c' AND a.attrelid = t.typrelid AND a.attnum > 0 ORDER BY a.attnum)
              FROM pg_type AS t
              JOIN pg_namespace AS n ON n.oid = t.typnamespace
              LEFT JOIN pg_collation AS co ON co.oid = t.typcollation
              LEFT JOIN pg_class AS c ON c.oid = t.typrelid
             WHERE t.typtype IN ('e', 'd', 'c') AND n.nspname IN ('sales', 'Odd schema')
               AND coalesce(c.relkind = 'c', true)
             ORDER BY n.nspname, t.typname
            """;

    private CatalogRows() {}

    /** A row for each column of a table, whose name stands as SQL has it. */
    static String columns(String table) {
        return """
                SELECT row_number() OVER (ORDER BY a.attnum), a.attname, format_type(a.atttypid, a.atttypmod),
                       a.atttypmod, a.attnotnull, a.attidentity, a.attgenerated, pg_get_expr(d.adbin, d.adrelid),
                       cn.nspname, co.collname, col_description(a.attrelid, a.attnum),
                       pg_get_serial_sequence(a.attrelid::regclass::text, a.attname)
                  FROM pg_attribute AS a
                  LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
                  LEFT JOIN pg_collation AS co ON co.oid = a.attcollation
                  LEFT JOIN pg_namespace AS cn ON cn.oid = co.collnamespace
                 WHERE a.attrelid = '%s'::regclass AND a.attnum > 0 AND NOT a.attisdropped
                 ORDER BY a.attnum
                """.formatted(table.replace("'", "''"));
    }

    /** A row for the table and its primary key. */
    static String table(String table) {
        return """
                SELECT c.oid::regclass, c.relpersistence, obj_description(c.oid, 'pg_class'), k.conname,
                       pg_get_constraintdef(k.oid)
                  FROM pg_class AS c
                  LEFT JOIN pg_constraint AS k ON k.conrelid = c.oid AND k.contype = 'p'
                 WHERE c.oid = '%s'::regclass
                """.formatted(table.replace("'", "''"));
    }

    /** The rows of a query, as texts. */
    static List<String> of(TestPostgres database, String sql) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = ''");
            try (ResultSet rows = statement.executeQuery(sql)) {
                return DuckDb.texts(rows);
            }
        } catch (SQLException e) {
            throw new AssertionError(sql + ": " + e.getMessage(), e);
        }
    }
}
