package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.RowQuery;
import io.dromedary.dialect.RowSource;
import io.dromedary.table.Column;
import io.dromedary.table.ColumnDefinition;
import io.dromedary.table.DefaultValue;
import io.dromedary.table.QualifiedName;
import io.dromedary.table.SequenceDefinition;
import io.dromedary.table.TableDefinition;
import io.dromedary.table.TableDefinition.PrimaryKey;
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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the system catalog says of tables so that they can be created again: six queries, however many tables are asked
 * for. Expressions and types come with the schema of every name where {@code search_path} is empty.
 */
final class DefinitionCatalog {
    /** A primary key binds the rows of its table alone, and those of children are read with them. */
    private static final String RELATIONS = """
            SELECT c.oid, n.nspname, c.relname, c.relkind, c.relpersistence = 'u',
                   coalesce(obj_description(c.oid, 'pg_class'), ''), coalesce(k.conname, ''),
                   ARRAY(SELECT a.attname::text
                           FROM unnest(k.conkey) WITH ORDINALITY AS key(number, place)
                           JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = key.number
                          ORDER BY key.place)
              FROM unnest(?::text[], ?::text[]) AS wanted(schema, name)
              JOIN pg_namespace AS n ON n.nspname = wanted.schema
              JOIN pg_class AS c ON c.relnamespace = n.oid AND c.relname = wanted.name
              LEFT JOIN pg_constraint AS k ON k.conrelid = c.oid AND k.contype = 'p'
                    AND NOT (c.relkind = 'r' AND EXISTS (SELECT FROM pg_inherits AS i WHERE i.inhparent = c.oid))
             WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
            """;

    private static final String COLUMNS = """
            SELECT a.attrelid, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod), a.atttypid,
                   tn.nspname, t.typname, a.atttypmod, cn.nspname, co.collname,
                   coalesce(col_description(a.attrelid, a.attnum), ''), a.attidentity, a.attgenerated,
                   pg_get_expr(d.adbin, d.adrelid)
              FROM unnest(?::bigint[]) AS wanted(oid)
              JOIN pg_attribute AS a ON a.attrelid = wanted.oid::oid
              JOIN pg_type AS t ON t.oid = a.atttypid
              JOIN pg_namespace AS tn ON tn.oid = t.typnamespace
              LEFT JOIN pg_collation AS co ON co.oid = a.attcollation AND co.oid <> t.typcollation
              LEFT JOIN pg_namespace AS cn ON cn.oid = co.collnamespace
              LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
             WHERE a.attnum > 0 AND NOT a.attisdropped
            """;

    private final Connection connection;

    DefinitionCatalog(Connection connection) {
        this.connection = connection;
    }

    private record Relation(long oid, TableId id, char kind, boolean unlogged, String comment, PrimaryKey primaryKey) {}

    /**
     * A column before it is known which sequence numbers it.
     *
     * @param identity {@code pg_attribute.attidentity}; empty: none
     * @param expression of its default or generated value; null: none
     */
    private record DefinedColumn(
            int number,
            long type,
            ColumnDefinition definition,
            String identity,
            @Nullable String expression) {}

    /** What belongs to tables and their columns. */
    private record Details(SequenceCatalog sequences, TypeCatalog types, RuleCatalog rules) {}

    /** The definitions of tables, with the columns that are read. Those that are gone are left out. */
    Map<TableId, TableDefinition> define(List<RowQuery> queries) throws SQLException {
        var defined = new LinkedHashMap<TableId, TableDefinition>();
        List<TableId> tables = queries.stream()
                .filter(query -> query.source() instanceof RowSource.Relation)
                .map(query -> query.source().id())
                .toList();
        Map<TableId, Relation> relations = relations(tables);
        List<Long> oids = relations.values().stream().map(Relation::oid).toList();
        Map<Long, Map<String, DefinedColumn>> columns = columns(oids);
        var sequences = SequenceCatalog.read(connection, oids);
        var types = TypeCatalog.read(
                connection,
                columns.values().stream()
                        .flatMap(of -> of.values().stream())
                        .map(DefinedColumn::type)
                        .collect(Collectors.toSet()));
        var details = new Details(sequences, types, RuleCatalog.read(connection, oids));
        for (RowQuery query : queries) {
            Relation relation = relations.get(query.source().id());
            if (query.source() instanceof RowSource.Query) {
                defined.put(query.source().id(), ofQuery(query));
            } else if (relation != null) {
                var chosen = chosen(query, columns.getOrDefault(relation.oid(), Map.of()));
                defined.put(relation.id(), assemble(relation, chosen, details));
            }
        }
        return defined;
    }

    private static TableDefinition ofQuery(RowQuery query) {
        List<ColumnDefinition> columns = new ArrayList<>();
        for (Column column : query.schema().columns()) {
            columns.add(new ColumnDefinition(
                    columns.size() + 1,
                    column.name(),
                    column.sourceType(),
                    null,
                    -1,
                    column.nullable(),
                    new DefaultValue.None(),
                    null,
                    ""));
        }
        return new TableDefinition(
                PostgresqlDialect.NAME,
                query.source().id(),
                "query",
                false,
                "",
                columns,
                PrimaryKey.NONE,
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private Map<TableId, Relation> relations(Collection<TableId> tables) throws SQLException {
        var relations = new HashMap<TableId, Relation>();
        try (PreparedStatement statement = connection.prepareStatement(RELATIONS)) {
            List<TableId> distinct = tables.stream().distinct().toList();
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "text", distinct.stream().map(TableId::schema).toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "text", distinct.stream().map(TableId::name).toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    var id = new TableId(row.getString(2), row.getString(3));
                    relations.put(
                            id,
                            new Relation(
                                    row.getLong(1),
                                    id,
                                    row.getString(4).charAt(0),
                                    row.getBoolean(5),
                                    row.getString(6),
                                    new PrimaryKey(row.getString(7), TypeCatalog.texts(row, 8))));
                }
            }
        }
        return relations;
    }

    private Map<Long, Map<String, DefinedColumn>> columns(List<Long> oids) throws SQLException {
        var columns = new HashMap<Long, Map<String, DefinedColumn>>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setArray(1, connection.createArrayOf("bigint", oids.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    columns.computeIfAbsent(row.getLong(1), oid -> new HashMap<>())
                            .put(row.getString(3), column(row));
                }
            }
        }
        return columns;
    }

    private static DefinedColumn column(ResultSet row) throws SQLException {
        String expression = row.getString(14);
        String generated = row.getString(13);
        DefaultValue defaultValue = new DefaultValue.None();
        if (expression != null) {
            defaultValue = generated.isEmpty()
                    ? new DefaultValue.Expression(expression)
                    : new DefaultValue.Generated(expression, generated.equals("s"));
        }
        var definition = new ColumnDefinition(
                0,
                row.getString(3),
                row.getString(4),
                new QualifiedName(row.getString(6), row.getString(7)),
                row.getInt(8),
                true,
                defaultValue,
                TypeCatalog.findCollation(row.getString(9), row.getString(10)).orElse(null),
                row.getString(11));
        return new DefinedColumn(row.getInt(2), row.getLong(5), definition, row.getString(12), expression);
    }

    private record Chosen(Column column, DefinedColumn defined) {}

    private static List<Chosen> chosen(RowQuery query, Map<String, DefinedColumn> columns) {
        return query.schema().columns().stream()
                .flatMap(column ->
                        Optional.ofNullable(columns.get(column.name()))
                                .map(defined -> new Chosen(column, defined))
                                .stream())
                .toList();
    }

    private static TableDefinition assemble(Relation relation, List<Chosen> chosen, Details details) {
        List<ColumnDefinition> columns = new ArrayList<>();
        for (Chosen one : chosen) {
            columns.add(complete(one, columns.size() + 1, relation, details.sequences()));
        }
        Set<String> names = columns.stream().map(ColumnDefinition::name).collect(Collectors.toSet());
        boolean hasKey = names.containsAll(relation.primaryKey().columns());
        return new TableDefinition(
                PostgresqlDialect.NAME,
                relation.id(),
                CatalogRelation.kindText(relation.kind()),
                relation.unlogged(),
                relation.comment(),
                columns,
                hasKey ? relation.primaryKey() : PrimaryKey.NONE,
                details.types()
                        .below(chosen.stream().map(one -> one.defined().type()).toList()),
                sequencesOf(relation, chosen, details.sequences()),
                details.rules().checks(relation.oid(), names),
                details.rules().indexes(relation.oid(), names));
    }

    private static ColumnDefinition complete(Chosen chosen, int fieldId, Relation relation, SequenceCatalog sequences) {
        DefinedColumn defined = chosen.defined();
        ColumnDefinition column = defined.definition();
        DefaultValue defaultValue = column.defaultValue();
        if (!defined.identity().isEmpty()) {
            defaultValue = new DefaultValue.Identity(
                    defined.identity().equals("a"),
                    sequences.findIdentity(relation.oid(), defined.number()).orElse(null));
        }
        return new ColumnDefinition(
                fieldId,
                column.name(),
                column.type(),
                column.typeName(),
                column.typeModifier(),
                chosen.column().nullable(),
                defaultValue,
                column.collation(),
                column.comment());
    }

    private static List<SequenceDefinition> sequencesOf(
            Relation relation, List<Chosen> chosen, SequenceCatalog sequences) {
        Set<String> names = chosen.stream().map(one -> one.column().name()).collect(Collectors.toSet());
        return chosen.stream()
                .filter(one -> one.defined().expression() != null)
                .flatMap(
                        one -> sequences.ofDefault(relation.oid(), one.defined().number()).stream())
                .map(sequence -> names.contains(sequence.ownedBy()) ? sequence : SequenceCatalog.unowned(sequence))
                .distinct()
                .toList();
    }
}
