package io.dromedary.ddl;

import io.dromedary.table.ColumnType;
import io.dromedary.table.ColumnType.Decimal;
import io.dromedary.table.ColumnType.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an engine calls the types of columns.
 *
 * @param integer of 32 bits
 * @param real of 32 bits
 * @param text of any length
 * @param binary of any length
 * @param timestamp a local time
 * @param instant a point on the time line
 * @param nested how lists, structs and maps are written
 */
record EngineTypes(
        String integer, String real, String text, String binary, String timestamp, String instant, Nested nested) {
    static final EngineTypes TRINO = new EngineTypes(
            "integer",
            "real",
            "varchar",
            "varbinary",
            "timestamp(6)",
            "timestamp(6)",
            new Nested("array(%s)", "row(%s)", "%s %s", "map(%s, %s)", "\""));
    static final EngineTypes SPARK = new EngineTypes(
            "int",
            "float",
            "string",
            "binary",
            "timestamp_ntz",
            "timestamp",
            new Nested("array<%s>", "struct<%s>", "%s: %s", "map<%s, %s>", "`"));
    static final EngineTypes HIVE = new EngineTypes(
            "int",
            "float",
            "string",
            "binary",
            "timestamp",
            "timestamp",
            new Nested("array<%s>", "struct<%s>", "%s:%s", "map<%s,%s>", ""));

    /**
     * How types that are made of others are written.
     *
     * @param list with {@code %s} for the element
     * @param struct with {@code %s} for the fields
     * @param field with {@code %s} for name and type
     * @param map with {@code %s} for key and value
     * @param quote before and after the name of a field; empty: only plain names are possible
     */
    record Nested(String list, String struct, String field, String map, String quote) {}

    /** The type; empty if the engine has none that reads such a column of a file. */
    Optional<String> find(ColumnType type) {
        if (type instanceof ColumnType.ListOf list) {
            return find(list.element()).map(nested.list()::formatted);
        } else if (type instanceof ColumnType.MapOf map) {
            return find(map.key())
                    .flatMap(key -> find(map.value()).map(value -> nested.map().formatted(key, value)));
        } else if (type instanceof ColumnType.Struct struct) {
            return findStruct(struct);
        } else if (type instanceof Decimal decimal) {
            return Optional.of("decimal(%d,%d)".formatted(decimal.precision(), decimal.scale()));
        } else if (type instanceof ColumnType.Int32 number) {
            return Optional.of(number.bits() == Short.SIZE ? "smallint" : integer);
        } else if (type instanceof ColumnType.Timestamp time) {
            return Optional.of(time.instant() ? instant : timestamp);
        }
        return findPlain(type);
    }

    private Optional<String> findPlain(ColumnType type) {
        if (type instanceof ColumnType.Bool) {
            return Optional.of("boolean");
        } else if (type instanceof ColumnType.Int64) {
            return Optional.of("bigint");
        } else if (type instanceof ColumnType.Float32) {
            return Optional.of(real);
        } else if (type instanceof ColumnType.Float64) {
            return Optional.of("double");
        } else if (type instanceof ColumnType.Text) {
            return Optional.of(text);
        } else if (type instanceof ColumnType.Binary) {
            return Optional.of(binary);
        }
        // Neither a time of day nor a UUID can be a column of a table of files in any of them.
        return type instanceof ColumnType.Date ? Optional.of("date") : Optional.empty();
    }

    private Optional<String> findStruct(ColumnType.Struct struct) {
        List<String> fields = new ArrayList<>();
        for (Field field : struct.fields()) {
            Optional<String> type = find(field.type());
            boolean isPlain = field.name().matches("[A-Za-z_][A-Za-z0-9_]*");
            if (type.isEmpty() || (nested.quote().isEmpty() && !isPlain)) {
                return Optional.empty();
            }
            fields.add(nested.field().formatted(quoted(field.name()), type.get()));
        }
        return Optional.of(nested.struct().formatted(String.join(", ", fields)));
    }

    private String quoted(String name) {
        String quote = nested.quote();
        return quote.isEmpty() ? name : quote + name.replace(quote, quote + quote) + quote;
    }
}
