package io.dromedary.dialect.postgresql;

import io.dromedary.table.IndexDefinition;
import io.dromedary.table.TypeDefinition.Check;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The checks and indexes of tables, as far as they hold for all rows that are read with them. */
final class RuleCatalog {
    private static final String CHILDREN =
            "EXISTS (SELECT FROM pg_inherits AS h JOIN pg_class AS c ON c.oid = h.inhparent"
                    + " WHERE h.inhparent = %s AND c.relkind = 'r')";

    private static final String CHECKS = """
            SELECT k.conrelid, k.conname, pg_get_expr(k.conbin, k.conrelid),
                   ARRAY(SELECT a.attname::text FROM pg_attribute AS a
                          WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey))
              FROM unnest(?::bigint[]) AS wanted(oid)
              JOIN pg_constraint AS k ON k.conrelid = wanted.oid::oid AND k.contype = 'c' AND k.convalidated
              JOIN pg_class AS of ON of.oid = k.conrelid AND of.relkind IN ('r', 'p')
             WHERE NOT (k.connoinherit AND %s)
             ORDER BY k.conname
            """.formatted(CHILDREN.formatted("k.conrelid"));

    /** A row for each key and each column that is included. {@code indnullsnotdistinct} came with PostgreSQL 15. */
    private static final String INDEXES = """
            SELECT i.indrelid, x.relname, m.amname, i.indisunique,
                   coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false), k.oid IS NOT NULL,
                   coalesce(k.condeferrable, false), coalesce(k.condeferred, false),
                   coalesce(pg_get_expr(i.indpred, i.indrelid), ''),
                   ARRAY(SELECT u.attname::text FROM pg_attribute AS u
                          WHERE u.attrelid = i.indrelid AND u.attnum > 0
                            AND (u.attnum = ANY (i.indkey::int2[]) OR EXISTS (
                                SELECT FROM pg_depend AS d
                                 WHERE d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid
                                   AND d.refclassid = 'pg_class'::regclass AND d.refobjid = i.indrelid
                                   AND d.refobjsubid = u.attnum))),
                   place > i.indnkeyatts, coalesce(a.attname, ''), pg_get_indexdef(i.indexrelid, place, false),
                   cn.nspname, co.collname, opn.nspname, op.opcname,
                   coalesce(i.indoption[place - 1] & 1 > 0, false), coalesce(i.indoption[place - 1] & 2 > 0, false)
              FROM unnest(?::bigint[]) AS wanted(oid)
              JOIN pg_index AS i ON i.indrelid = wanted.oid::oid
              JOIN pg_class AS x ON x.oid = i.indexrelid
              JOIN pg_am AS m ON m.oid = x.relam
              LEFT JOIN pg_constraint AS k ON k.conindid = i.indexrelid AND k.contype = 'u'
             CROSS JOIN LATERAL generate_series(1, i.indnatts) AS place
              LEFT JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[place - 1]
              JOIN pg_attribute AS own ON own.attrelid = i.indexrelid AND own.attnum = place
              JOIN pg_type AS t ON t.oid = own.atttypid
              LEFT JOIN pg_collation AS co ON co.oid = i.indcollation[place - 1]
                    AND co.oid <> coalesce(nullif(a.attcollation, 0), t.typcollation)
              LEFT JOIN pg_namespace AS cn ON cn.oid = co.collnamespace
              LEFT JOIN pg_opclass AS op ON op.oid = i.indclass[place - 1] AND NOT op.opcdefault
              LEFT JOIN pg_namespace AS opn ON opn.oid = op.opcnamespace
             WHERE i.indisvalid AND NOT i.indisprimary AND NOT i.indisexclusion AND NOT (i.indisunique AND %s)
             ORDER BY x.relname, i.indexrelid, place
            """.formatted(CHILDREN.formatted("i.indrelid"));

    /** A rule and the columns that it is about. */
    private record Rule<T>(T definition, List<String> columns) {}

    private final Map<Long, List<Rule<Check>>> checks = new HashMap<>();
    private final Map<Long, List<Rule<IndexDefinition>>> indexes = new HashMap<>();

    private RuleCatalog() {}

    static RuleCatalog read(Connection connection, List<Long> relations) throws SQLException {
        var catalog = new RuleCatalog();
        catalog.read(connection, CHECKS, relations, catalog::addCheck);
        catalog.read(connection, INDEXES, relations, catalog::addKey);
        return catalog;
    }

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private void read(Connection connection, String query, List<Long> relations, RowReader reader) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setArray(1, connection.createArrayOf("bigint", relations.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    reader.read(row);
                }
            }
        }
    }

    private void addCheck(ResultSet row) throws SQLException {
        checks.computeIfAbsent(row.getLong(1), relation -> new ArrayList<>())
                .add(new Rule<>(new Check(row.getString(2), row.getString(3)), TypeCatalog.texts(row, 4)));
    }

    private void addKey(ResultSet row) throws SQLException {
        List<Rule<IndexDefinition>> of = indexes.computeIfAbsent(row.getLong(1), relation -> new ArrayList<>());
        int last = of.size() - 1;
        List<IndexDefinition.Key> keys = new ArrayList<>();
        List<String> included = new ArrayList<>();
        if (last >= 0 && of.get(last).definition().name().equals(row.getString(2))) {
            IndexDefinition begun = of.remove(last).definition();
            keys.addAll(begun.keys());
            included.addAll(begun.included());
        }
        if (row.getBoolean(11)) {
            included.add(row.getString(12));
        } else {
            keys.add(key(row));
        }
        var index = new IndexDefinition(
                row.getString(2),
                row.getString(3),
                row.getBoolean(4),
                row.getBoolean(5),
                row.getBoolean(6),
                row.getBoolean(7),
                row.getBoolean(8),
                keys,
                included,
                row.getString(9));
        of.add(new Rule<>(index, TypeCatalog.texts(row, 10)));
    }

    private static IndexDefinition.Key key(ResultSet row) throws SQLException {
        String column = Objects.requireNonNull(row.getString(12));
        return new IndexDefinition.Key(
                column,
                column.isEmpty() ? row.getString(13) : "",
                TypeCatalog.findCollation(row.getString(14), row.getString(15)).orElse(null),
                TypeCatalog.findCollation(row.getString(16), row.getString(17)).orElse(null),
                row.getBoolean(18),
                row.getBoolean(19));
    }

    /** The checks that are about these columns and no others, sorted by name. */
    List<Check> checks(long relation, Set<String> columns) {
        return among(checks.getOrDefault(relation, List.of()), columns);
    }

    /** The indexes that are of these columns and no others, sorted by name. */
    List<IndexDefinition> indexes(long relation, Set<String> columns) {
        return among(indexes.getOrDefault(relation, List.of()), columns);
    }

    private static <T> List<T> among(List<Rule<T>> rules, Set<String> columns) {
        return rules.stream()
                .filter(rule -> columns.containsAll(rule.columns()))
                .map(Rule::definition)
                .toList();
    }
}
