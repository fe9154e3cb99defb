package io.dromedary.dialect.postgresql;

import static java.util.stream.Collectors.groupingBy;

import io.dromedary.dialect.RowSource;
import io.dromedary.dialect.TableDescription;
import io.dromedary.dialect.TableDescription.Heap;
import io.dromedary.table.Column;
import io.dromedary.table.TableId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** What the system catalog says of tables: three queries, however many tables are asked for. */
final class Catalog {
    /** Since then, the planner reads a range of {@code ctid} without reading the blocks outside it. */
    private static final int BLOCK_RANGES_SINCE_MAJOR = 14;

    private static final String LIST = """
            SELECT n.nspname, c.relname
              FROM pg_class AS c
              JOIN pg_namespace AS n ON n.oid = c.relnamespace
             WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
               AND NOT c.relispartition
               AND c.relpersistence <> 't'
               AND n.nspname <> 'information_schema'
               AND n.nspname NOT LIKE 'pg\\_%'
            """;

    private static final String RELATIONS = """
            SELECT %s
              FROM unnest(?::text[], ?::text[]) AS wanted(schema, name)
              JOIN pg_namespace AS n ON n.nspname = wanted.schema
              JOIN pg_class AS c ON c.relnamespace = n.oid AND c.relname = wanted.name
              LEFT JOIN pg_am AS am ON am.oid = c.relam
             WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
            """.formatted(CatalogRelation.COLUMNS);

    private static final String LEAVES = """
            SELECT root.oid, %s
              FROM unnest(?::bigint[]) AS root(oid)
             CROSS JOIN LATERAL pg_partition_tree(root.oid::oid) AS tree
              JOIN pg_class AS c ON c.oid = tree.relid
              JOIN pg_namespace AS n ON n.oid = c.relnamespace
              LEFT JOIN pg_am AS am ON am.oid = c.relam
             WHERE tree.isleaf
             ORDER BY root.oid, n.nspname, c.relname
            """.formatted(CatalogRelation.COLUMNS);

    /** Numbers below zero are system columns. A NOT NULL that was never validated (PostgreSQL 18) promises nothing. */
    private static final String COLUMNS =
            """
            SELECT a.attrelid, a.attnum, a.attname,
                   a.attnotnull AND NOT EXISTS (
                       SELECT FROM pg_constraint AS k
                        WHERE k.conrelid = a.attrelid AND k.contype = 'n' AND NOT k.convalidated
                          AND a.attnum = ANY (k.conkey)),
                   a.attlen, %s
              FROM unnest(?::bigint[]) AS wanted(oid)
              JOIN pg_attribute AS a ON a.attrelid = wanted.oid::oid
              JOIN pg_type AS t ON t.oid = a.atttypid
            %s
             WHERE NOT a.attisdropped
             ORDER BY a.attrelid, a.attnum
            """.formatted(SourceType.COLUMNS, SourceType.base("a.atttypmod", "a.attndims"));

    private final Connection connection;
    private final TypeMapping mapping;
    private final boolean hasBlockRanges;

    Catalog(Connection connection, TypeMapping mapping) throws SQLException {
        this.connection = connection;
        this.mapping = mapping;
        this.hasBlockRanges = connection.getMetaData().getDatabaseMajorVersion() >= BLOCK_RANGES_SINCE_MAJOR;
    }

    /** Sorted. */
    List<TableId> list() throws SQLException {
        var tables = new ArrayList<TableId>();
        try (PreparedStatement statement = connection.prepareStatement(LIST);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                tables.add(new TableId(rows.getString(1), rows.getString(2)));
            }
        }
        tables.sort(null);
        return tables;
    }

    /** Those of the tables that exist, readable or not. */
    Map<TableId, CatalogRelation> relations(Collection<TableId> tables) throws SQLException {
        var found = new LinkedHashMap<TableId, CatalogRelation>();
        try (PreparedStatement statement = connection.prepareStatement(RELATIONS)) {
            List<TableId> distinct = tables.stream().distinct().toList();
            statement.setArray(
                    1, textArray(distinct.stream().map(TableId::schema).toArray()));
            statement.setArray(2, textArray(distinct.stream().map(TableId::name).toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    CatalogRelation relation = CatalogRelation.from(rows, 1);
                    found.put(relation.id(), relation);
                }
            }
        }
        return found;
    }

    private java.sql.Array textArray(Object[] texts) throws SQLException {
        return connection.createArrayOf("text", texts);
    }

    /** What is known of relations, in their order. */
    List<TableDescription> describe(List<CatalogRelation> relations) throws SQLException {
        Map<Long, List<CatalogColumn>> columns = columns(relations);
        TypeMapping full = mapping.with(
                connection,
                columns.values().stream()
                        .flatMap(List::stream)
                        .filter(column -> !column.isOfSystem())
                        .toList());
        Map<Long, List<CatalogRelation>> leaves = leaves(
                relations.stream().filter(relation -> relation.kind() == 'p').toList());
        return relations.stream()
                .map(relation -> describe(
                        relation,
                        full,
                        columns.getOrDefault(relation.oid(), List.of()),
                        leaves.getOrDefault(relation.oid(), List.of())))
                .toList();
    }

    private TableDescription describe(
            CatalogRelation relation, TypeMapping full, List<CatalogColumn> all, List<CatalogRelation> leaves) {
        List<CatalogColumn> columns =
                all.stream().filter(column -> !column.isOfSystem()).toList();
        CatalogColumn.Sorted sorted = CatalogColumn.sort(columns, full);
        boolean isPartitioned = relation.kind() == 'p';
        List<CatalogRelation> stored = isPartitioned ? leaves : List.of(relation);
        // Privileges of the whole do not reach to a leaf that is read on its own.
        boolean leavesReadable = leaves.stream().allMatch(CatalogRelation::readable);
        return new TableDescription(
                new RowSource.Relation(relation.id()),
                relation.kindText(),
                sorted.carried(),
                sorted.refused(),
                systemColumns(relation, full, all),
                isPartitioned ? sumOfRows(leaves) : relation.estimatedRows(),
                stored.stream().mapToLong(CatalogRelation::bytes).sum(),
                leavesReadable ? heaps(stored, columns) : List.of(),
                leavesReadable ? leaves.stream().map(CatalogRelation::id).toList() : List.of(),
                Fingerprint.of(relation, columns, leaves));
    }

    /** What foreign tables have of them does not mean anything. */
    private static List<Column> systemColumns(CatalogRelation relation, TypeMapping full, List<CatalogColumn> columns) {
        List<CatalogColumn> ofSystem =
                columns.stream().filter(CatalogColumn::isOfSystem).toList();
        return relation.kind() == 'f'
                ? List.of()
                : CatalogColumn.sort(ofSystem, full).carried();
    }

    private static OptionalLong sumOfRows(List<CatalogRelation> leaves) {
        return leaves.stream().allMatch(leaf -> leaf.estimatedRows().isPresent())
                ? OptionalLong.of(leaves.stream()
                        .mapToLong(leaf -> leaf.estimatedRows().orElseThrow())
                        .sum())
                : OptionalLong.empty();
    }

    private List<Heap> heaps(List<CatalogRelation> stored, List<CatalogColumn> columns) {
        if (!hasBlockRanges
                || !stored.stream()
                        .allMatch(relation -> relation.isStored() && relation.isHeap() && !relation.hasChildren())) {
            return List.of();
        }
        int rowBytes = CatalogColumn.guessRowBytes(columns);
        return stored.stream().map(relation -> relation.heap(rowBytes)).toList();
    }

    private Map<Long, List<CatalogRelation>> leaves(List<CatalogRelation> roots) throws SQLException {
        var leaves = new HashMap<Long, List<CatalogRelation>>();
        if (roots.isEmpty()) {
            return leaves;
        }
        try (PreparedStatement statement = connection.prepareStatement(LEAVES)) {
            statement.setArray(1, oidArray(roots));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    leaves.computeIfAbsent(rows.getLong(1), oid -> new ArrayList<>())
                            .add(CatalogRelation.from(rows, 2));
                }
            }
        }
        return leaves;
    }

    private java.sql.Array oidArray(List<CatalogRelation> relations) throws SQLException {
        return connection.createArrayOf(
                "bigint", relations.stream().map(CatalogRelation::oid).toArray());
    }

    private Map<Long, List<CatalogColumn>> columns(List<CatalogRelation> relations) throws SQLException {
        var columns = new HashMap<Long, List<CatalogColumn>>();
        Map<Long, List<CatalogRelation>> byOid = relations.stream().collect(groupingBy(CatalogRelation::oid));
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setArray(1, oidArray(relations));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    long oid = rows.getLong(1);
                    CatalogRelation relation =
                            byOid.getOrDefault(oid, List.of()).get(0);
                    columns.computeIfAbsent(oid, key -> new ArrayList<>()).add(column(rows, relation));
                }
            }
        }
        return columns;
    }

    private static CatalogColumn column(ResultSet row, CatalogRelation relation) throws SQLException {
        // Children may lack a NOT NULL of their parent; on foreign tables it is a mere assertion.
        boolean isCertain = !(relation.hasChildren() && relation.kind() == 'r') && relation.kind() != 'f';
        int number = row.getInt(2);
        boolean isNullable = !(row.getBoolean(4) && (isCertain || number < 0));
        return new CatalogColumn(number, row.getString(3), SourceType.from(row, 6), isNullable, row.getInt(5));
    }
}
