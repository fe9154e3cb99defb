package io.dromedary.dialect.postgresql;

import io.dromedary.table.QualifiedName;
import io.dromedary.table.TypeDefinition;
import io.dromedary.table.TypeDefinition.Attribute;
import io.dromedary.table.TypeDefinition.Check;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The types that somebody has created, or an extension has brought, and that types of columns are made of. */
final class TypeCatalog {
    /** {@code rngmultitypid} came with PostgreSQL 14; elsewhere it is nothing. */
    private static final String TYPES = """
            WITH RECURSIVE used(root, type, depth) AS (
                      SELECT wanted.oid::oid, wanted.oid::oid, 0 FROM unnest(?::bigint[]) AS wanted(oid)
                   UNION
                      SELECT used.root, part.type, used.depth + 1
                        FROM used
                        JOIN pg_type AS t ON t.oid = used.type
                       CROSS JOIN LATERAL (
                                 SELECT t.typelem WHERE t.typelem <> 0 AND t.typlen = -1
                              UNION ALL
                                 SELECT t.typbasetype WHERE t.typtype = 'd'
                              UNION ALL
                                 SELECT a.atttypid FROM pg_attribute AS a
                                  WHERE t.typtype = 'c' AND a.attrelid = t.typrelid AND a.attnum > 0
                                    AND NOT a.attisdropped
                              UNION ALL
                                 SELECT r.rngsubtype FROM pg_range AS r
                                  WHERE r.rngtypid = t.oid OR (to_jsonb(r) ->> 'rngmultitypid')::oid = t.oid
                             ) AS part(type)
                       WHERE used.depth < 64)
            SELECT used.root, used.depth, t.oid, t.typtype, n.nspname, t.typname,
                   ARRAY(SELECT e.enumlabel::text FROM pg_enum AS e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder),
                   format_type(t.typbasetype, t.typtypmod), NOT t.typnotnull,
                   coalesce(pg_get_expr(t.typdefaultbin, 0), ''), cn.nspname, co.collname,
                   ARRAY(SELECT k.conname::text FROM pg_constraint AS k
                          WHERE k.contypid = t.oid AND k.contype = 'c' ORDER BY k.conname),
                   ARRAY(SELECT pg_get_expr(k.conbin, 0) FROM pg_constraint AS k
                          WHERE k.contypid = t.oid AND k.contype = 'c' ORDER BY k.conname),
                   parts.names, parts.types, parts.collation_schemas, parts.collations, x.extname, xn.nspname
              FROM used
              JOIN pg_type AS t ON t.oid = used.type
              JOIN pg_namespace AS n ON n.oid = t.typnamespace
              LEFT JOIN pg_type AS base ON base.oid = t.typbasetype
              LEFT JOIN pg_collation AS co ON co.oid = t.typcollation AND co.oid <> base.typcollation
              LEFT JOIN pg_namespace AS cn ON cn.oid = co.collnamespace
             CROSS JOIN LATERAL (
                      SELECT array_agg(a.attname::text ORDER BY a.attnum) AS names,
                             array_agg(format_type(a.atttypid, a.atttypmod) ORDER BY a.attnum) AS types,
                             array_agg(an.nspname::text ORDER BY a.attnum) AS collation_schemas,
                             array_agg(ac.collname::text ORDER BY a.attnum) AS collations
                        FROM pg_attribute AS a
                        JOIN pg_type AS at ON at.oid = a.atttypid
                        LEFT JOIN pg_collation AS ac ON ac.oid = a.attcollation AND ac.oid <> at.typcollation
                        LEFT JOIN pg_namespace AS an ON an.oid = ac.collnamespace
                       WHERE t.typtype = 'c' AND a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped
                   ) AS parts
              LEFT JOIN pg_depend AS xd ON xd.classid = 'pg_type'::regclass AND xd.objid = t.oid AND xd.deptype = 'e'
              LEFT JOIN pg_extension AS x ON x.oid = xd.refobjid
              LEFT JOIN pg_namespace AS xn ON xn.oid = x.extnamespace
             WHERE (t.typtype IN ('e', 'd', 'c') OR x.extname IS NOT NULL AND t.typcategory <> 'A')
               AND n.nspname NOT IN ('pg_catalog', 'information_schema')
             ORDER BY n.nspname, t.typname
            """;

    /**
     * A type below the type of a column.
     *
     * @param depth how far below
     */
    private record Below(int depth, TypeDefinition definition) {}

    private final Map<Long, List<Below>> byRoot = new HashMap<>();

    private TypeCatalog() {}

    static TypeCatalog read(Connection connection, Collection<Long> types) throws SQLException {
        var catalog = new TypeCatalog();
        try (PreparedStatement statement = connection.prepareStatement(TYPES)) {
            statement.setArray(1, connection.createArrayOf("bigint", types.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    catalog.byRoot
                            .computeIfAbsent(row.getLong(1), root -> new ArrayList<>())
                            .add(new Below(row.getInt(2), definition(row)));
                }
            }
        }
        return catalog;
    }

    private static TypeDefinition definition(ResultSet row) throws SQLException {
        var name = new QualifiedName(row.getString(5), row.getString(6));
        String extension = row.getString(19);
        if (extension != null) {
            return new TypeDefinition.OfExtension(name, extension, row.getString(20));
        }
        return switch (row.getString(4)) {
            case "e" -> new TypeDefinition.Enumeration(name, texts(row, 7));
            case "d" ->
                new TypeDefinition.Domain(
                        name,
                        row.getString(8),
                        row.getBoolean(9),
                        row.getString(10),
                        findCollation(row.getString(11), row.getString(12)).orElse(null),
                        checks(texts(row, 13), texts(row, 14)));
            default -> new TypeDefinition.Composite(name, attributes(row));
        };
    }

    private static List<Check> checks(List<String> names, List<String> expressions) {
        List<Check> checks = new ArrayList<>();
        for (String name : names) {
            checks.add(new Check(name, expressions.get(checks.size())));
        }
        return checks;
    }

    private static List<Attribute> attributes(ResultSet row) throws SQLException {
        List<String> types = texts(row, 16);
        // Holds nulls.
        var schemas = (@Nullable String[]) row.getArray(17).getArray();
        var collations = (@Nullable String[]) row.getArray(18).getArray();
        List<Attribute> attributes = new ArrayList<>();
        for (String name : texts(row, 15)) {
            int i = attributes.size();
            attributes.add(new Attribute(
                    name, types.get(i), findCollation(schemas[i], collations[i]).orElse(null)));
        }
        return attributes;
    }

    static List<String> texts(ResultSet row, int at) throws SQLException {
        java.sql.Array array = row.getArray(at);
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }

    static Optional<QualifiedName> findCollation(@Nullable String schema, @Nullable String name) {
        return schema == null || name == null ? Optional.empty() : Optional.of(new QualifiedName(schema, name));
    }

    /** What types are made of, themselves included: each after those that it is made of. */
    List<TypeDefinition> below(Collection<Long> types) {
        var depths = new LinkedHashMap<TypeDefinition, Integer>();
        for (long type : types) {
            byRoot.getOrDefault(type, List.of())
                    .forEach(below -> depths.merge(below.definition(), below.depth(), Math::max));
        }
        return depths.entrySet().stream()
                .sorted(Comparator.comparing(Map.Entry<TypeDefinition, Integer>::getValue)
                        .reversed())
                .map(Map.Entry::getKey)
                .toList();
    }
}
