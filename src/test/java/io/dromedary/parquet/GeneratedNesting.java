package io.dromedary.parquet;

import io.dromedary.table.Column;
import io.dromedary.table.ColumnType;
import io.dromedary.table.ColumnType.Field;
import io.dromedary.table.ColumnType.ListOf;
import io.dromedary.table.ColumnType.MapOf;
import io.dromedary.table.ColumnType.Struct;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Made up values of nested types. A list is a {@link List}, a struct is one of the values of its fields, and a map is
 * one of structs of key and value.
 */
final class GeneratedNesting {
    static final Set<Class<?>> KINDS = Set.of(ListOf.class, Struct.class, MapOf.class);

    private static final ColumnType INT = new ColumnType.Int32(32);
    private static final ColumnType TEXT = new ColumnType.Text(ColumnType.TextKind.STRING);

    private final Random random;

    GeneratedNesting(long seed) {
        random = new Random(seed);
    }

    /** Lists of every type, and what can be made of lists, structs and maps, every level nullable or not. */
    static List<ColumnType> types() {
        List<ColumnType> types = new ArrayList<>();
        for (ColumnType leaf : GeneratedColumn.types()) {
            types.add(new ListOf(leaf, true));
            types.add(new ListOf(leaf, false));
            types.add(new MapOf(TEXT, leaf, true));
        }
        List<Field> everything = new ArrayList<>();
        for (ColumnType leaf : GeneratedColumn.types()) {
            everything.add(new Field("f%d %s".formatted(everything.size(), leaf), leaf, everything.size() % 2 == 0));
        }
        var all = new Struct(everything);
        var pair = new Struct(List.of(new Field("a", INT, true), new Field("b", TEXT, true)));
        var deep = new Struct(List.of(
                new Field("pairs", new ListOf(pair, true), true),
                new Field("names", new MapOf(INT, new ListOf(TEXT, true), true), true),
                new Field("matrix", new ListOf(new ListOf(new ListOf(INT, true), true), false), false)));
        types.addAll(List.of(
                all,
                new ListOf(all, true),
                pair,
                new ListOf(pair, true),
                new ListOf(pair, false),
                new ListOf(new ListOf(INT, true), true),
                new ListOf(new ListOf(TEXT, false), false),
                deep,
                new ListOf(deep, true),
                new MapOf(TEXT, deep, true),
                new MapOf(TEXT, new MapOf(INT, TEXT, true), false),
                new Struct(List.of(
                        new Field("inner", new Struct(List.of(new Field("one", INT, false))), true),
                        new Field("outer", INT, true)))));
        return types;
    }

    /** A column for each type, nullable and not. */
    static List<GeneratedColumn> columns(List<ColumnType> types, int rows) {
        List<GeneratedColumn> columns = new ArrayList<>();
        for (ColumnType type : types) {
            for (boolean nullable : new boolean[] {true, false}) {
                var generator = new GeneratedNesting(columns.size());
                List<@Nullable Object> values = new ArrayList<>();
                for (int row = 0; row < rows; row++) {
                    values.add(generator.value(type, nullable));
                }
                columns.add(
                        new GeneratedColumn(new Column("c" + columns.size(), type, nullable, type.toString()), values));
            }
        }
        return columns;
    }

    @Nullable
    Object value(ColumnType type, boolean nullable) {
        if (nullable && random.nextInt(5) == 0) {
            return null;
        } else if (type instanceof ListOf list) {
            return repeated(list.element(), list.elementNullable());
        } else if (type instanceof MapOf map) {
            return distinctKeys(repeated(map.entry(), false));
        } else if (type instanceof Struct struct) {
            List<@Nullable Object> values = new ArrayList<>();
            struct.fields().forEach(field -> values.add(value(field.type(), field.nullable())));
            return values;
        }
        return GeneratedColumn.value(type, random.nextBoolean() ? random.nextInt(7) : random.nextLong());
    }

    private List<@Nullable Object> repeated(ColumnType type, boolean nullable) {
        int length = random.nextInt(3) == 0 ? 0 : random.nextInt(4);
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            values.add(value(type, nullable));
        }
        return values;
    }

    /** DuckDB does not read a map that has a key twice. */
    private static List<@Nullable Object> distinctKeys(List<@Nullable Object> entries) {
        List<@Nullable Object> keys = new ArrayList<>();
        entries.removeIf(entry -> {
            Object key = ((List<?>) java.util.Objects.requireNonNull(entry)).get(0);
            return keys.contains(key) || !keys.add(key);
        });
        return entries;
    }

    /** For each leaf of a type, the entries that a value has there: a value, or null where there is none. */
    static List<List<@Nullable Object>> leaves(ColumnType type, @Nullable Object value) {
        if (type instanceof ListOf list) {
            return repeatedLeaves(list.element(), (List<?>) value);
        } else if (type instanceof MapOf map) {
            return repeatedLeaves(map.entry(), (List<?>) value);
        } else if (type instanceof Struct struct) {
            List<List<@Nullable Object>> leaves = new ArrayList<>();
            for (int i = 0; i < struct.fields().size(); i++) {
                Object field = value == null ? null : ((List<?>) value).get(i);
                leaves.addAll(leaves(struct.fields().get(i).type(), field));
            }
            return leaves;
        }
        List<List<@Nullable Object>> leaves = new ArrayList<>();
        leaves.add(Collections.singletonList(value));
        return leaves;
    }

    private static List<List<@Nullable Object>> repeatedLeaves(ColumnType element, @Nullable List<?> values) {
        List<List<@Nullable Object>> leaves = new ArrayList<>();
        leaves(element, null)
                .forEach(leaf -> leaves.add(new ArrayList<>(values == null || values.isEmpty() ? leaf : List.of())));
        for (Object value : values == null ? List.of() : values) {
            List<List<@Nullable Object>> more = leaves(element, value);
            for (int i = 0; i < more.size(); i++) {
                leaves.get(i).addAll(more.get(i));
            }
        }
        return leaves;
    }
}
