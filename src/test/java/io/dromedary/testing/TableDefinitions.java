package io.dromedary.testing;

import io.dromedary.table.ColumnDefinition;
import io.dromedary.table.DefaultValue;
import io.dromedary.table.IndexDefinition;
import io.dromedary.table.QualifiedName;
import io.dromedary.table.SequenceDefinition;
import io.dromedary.table.TableDefinition;
import io.dromedary.table.TableDefinition.PrimaryKey;
import io.dromedary.table.TableId;
import io.dromedary.table.TypeDefinition;
import java.util.List;

/** Definitions of tables for tests. */
public final class TableDefinitions {
    private TableDefinitions() {}

    /** {@code public.orders} with these columns. */
    public static TableDefinition of(ColumnDefinition... columns) {
        return of(List.of(), columns);
    }

    /** {@code public.orders} with these types and columns. */
    public static TableDefinition of(List<TypeDefinition> types, ColumnDefinition... columns) {
        return new TableDefinition(
                "postgresql",
                new TableId("public", "orders"),
                "table",
                false,
                "",
                List.of(columns),
                PrimaryKey.NONE,
                types,
                List.of(),
                List.of(),
                List.of());
    }

    /** A column without anything special. */
    public static ColumnDefinition column(String name, String type) {
        return column(name, type, new DefaultValue.None());
    }

    /** A column with a default value. */
    public static ColumnDefinition column(String name, String type, DefaultValue value) {
        return new ColumnDefinition(1, name, type, null, -1, true, value, null, "");
    }

    /** {@code public.orders} with a column {@code id} and these rules. */
    public static TableDefinition with(List<TypeDefinition.Check> checks, List<IndexDefinition> indexes) {
        return new TableDefinition(
                "postgresql",
                new TableId("public", "orders"),
                "table",
                false,
                "",
                List.of(column("id", "int")),
                PrimaryKey.NONE,
                List.of(),
                List.of(),
                checks,
                indexes);
    }

    /** An index of an expression with a predicate. */
    public static IndexDefinition index(String sql, String predicate) {
        var key = new IndexDefinition.Key(sql.isEmpty() ? "id" : "", sql, null, null, false, false);
        return new IndexDefinition("i", "btree", false, false, false, false, false, List.of(key), List.of(), predicate);
    }

    /** A definition in which nothing is left out. */
    public static TableDefinition full() {
        var sequence =
                new SequenceDefinition(new QualifiedName("s", "q"), "bigint", 1, 2, 1, 99, 1, true, 7L, "numbered");
        var collation = new QualifiedName("pg_catalog", "C");
        return new TableDefinition(
                "postgresql",
                new TableId("s", "t"),
                "table",
                true,
                "of a table",
                List.of(
                        new ColumnDefinition(
                                1,
                                "c",
                                "s.d",
                                new QualifiedName("s", "d"),
                                -1,
                                false,
                                new DefaultValue.Expression("1"),
                                collation,
                                "of a column"),
                        column("stored", "int", new DefaultValue.Generated("2", true)),
                        column("virtual", "int", new DefaultValue.Generated("3", false)),
                        column("numbered", "int", new DefaultValue.Identity(true, sequence)),
                        column("unknown", "int", new DefaultValue.Identity(false, null))),
                new PrimaryKey("k", List.of("c", "stored")),
                types(collation),
                List.of(sequence),
                List.of(new TypeDefinition.Check("positive", "c > 0")),
                List.of(index(collation)));
    }

    private static IndexDefinition index(QualifiedName collation) {
        var operators = new QualifiedName("pg_catalog", "text_pattern_ops");
        return new IndexDefinition(
                "i",
                "btree",
                true,
                true,
                true,
                true,
                true,
                List.of(
                        new IndexDefinition.Key("c", "", collation, operators, true, false),
                        new IndexDefinition.Key("", "lower(c)", null, null, false, false)),
                List.of("stored"),
                "c <> 'x'");
    }

    private static List<TypeDefinition> types(QualifiedName collation) {
        return List.of(
                new TypeDefinition.OfExtension(new QualifiedName("s", "hstore"), "hstore", "x"),
                new TypeDefinition.Enumeration(new QualifiedName("s", "e"), List.of("", "a")),
                new TypeDefinition.Composite(
                        new QualifiedName("s", "r"), List.of(new TypeDefinition.Attribute("a", "text", collation))),
                new TypeDefinition.Domain(
                        new QualifiedName("s", "d"),
                        "text",
                        false,
                        "'x'",
                        collation,
                        List.of(new TypeDefinition.Check("k", "VALUE <> ''"))));
    }
}
