package io.dromedary.dialect.postgresql;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A column's type as the catalog has it. Of a domain, all but {@code text} is its base type's, and so are its values.
 *
 * @param oid of the type
 * @param modifier its typmod; -1: none
 * @param kind {@code pg_type.typtype}: {@code b} base, {@code e} enum ...
 * @param name {@code pg_type.typname}
 * @param text the type as PostgreSQL writes it, with the name of the domain
 * @param dimensions of an array, as it was declared; 0: not declared
 */
record SourceType(int oid, int modifier, char kind, String name, String text, int dimensions) {
    /** What a query with {@link #base} selects for {@link #from}. */
    static final String COLUMNS = "base.oid, base.modifier, base.kind, base.name, base.text, base.dimensions";

    /**
     * Joins {@code base}, the type below all domains, to a query on {@code pg_type t}.
     *
     * @param modifier the typmod in that query's SQL
     * @param dimensions the declared dimensions in that query's SQL
     */
    static String base(String modifier, String dimensions) {
        return """
                 CROSS JOIN LATERAL (
                     WITH RECURSIVE layer(oid, modifier, kind, name, below, below_modifier, dimensions,
                                          below_dimensions, depth) AS (
                              SELECT t.oid, %1$s, t.typtype, t.typname, t.typbasetype, t.typtypmod, %2$s::int,
                                     t.typndims, 0
                           UNION ALL
                              SELECT b.oid, layer.below_modifier, b.typtype, b.typname, b.typbasetype, b.typtypmod,
                                     layer.below_dimensions, b.typndims, layer.depth + 1
                                FROM layer JOIN pg_type AS b ON b.oid = layer.below
                               WHERE layer.kind = 'd')
                     SELECT oid, modifier, kind, name, format_type(t.oid, %1$s) AS text, dimensions
                       FROM layer ORDER BY depth DESC LIMIT 1) AS base
                """.formatted(modifier, dimensions);
    }

    /** A type that is no array. */
    SourceType(int oid, int modifier, char kind, String name, String text) {
        this(oid, modifier, kind, name, text, 0);
    }

    static SourceType from(ResultSet row, int first) throws SQLException {
        return new SourceType(
                (int) row.getLong(first),
                row.getInt(first + 1),
                row.getString(first + 2).charAt(0),
                row.getString(first + 3),
                row.getString(first + 4),
                row.getInt(first + 5));
    }
}
