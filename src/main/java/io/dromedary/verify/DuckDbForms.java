package io.dromedary.verify;

import io.dromedary.dialect.Measure;
import io.dromedary.dialect.SummarySql.Forms;
import io.dromedary.dialect.SummarySql.Syntax;
import io.dromedary.table.ColumnType;
import io.dromedary.table.ColumnType.Decimal;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What DuckDB is asked of the columns of files, and the canonical form of values in its SQL. {@code docs/verify.md}
 * describes it; the database has to come to the same.
 */
final class DuckDbForms {
    static final Syntax SYNTAX = new Syntax("[%s]", "('0x' || left(%s, 16))::ubigint", "");

    /** As many characters of a text are looked at for the least and the greatest. */
    private static final int CHARACTERS = 100;

    /** A sum has room for 38. */
    private static final int SUMMED_DIGITS_MAX = 28;

    private static final String MISSING = "'-'";

    private DuckDbForms() {}

    /** What is asked of a column. */
    static Forms of(int index, ColumnType type, String name) {
        return new Forms(digest(type, name, 0), measures(type, name));
    }

    private static Map<Measure, String> measures(ColumnType type, String name) {
        if (!type.parts().isEmpty()) {
            return Map.of();
        } else if (type instanceof ColumnType.Bool) {
            return Map.of(Measure.SUM, "sum(%s::int)".formatted(name));
        } else if (type instanceof ColumnType.Binary) {
            return Map.of(Measure.SUM, "sum(octet_length(%s))".formatted(name));
        } else if (type instanceof ColumnType.Uuid) {
            return bounds(name + "::text", "%s");
        } else if (type instanceof ColumnType.Float32 || type instanceof ColumnType.Float64) {
            // Zero has two forms, and either may be the least.
            String zero = type instanceof ColumnType.Float32 ? "0::float" : "0::double";
            return bounds(name, form(type, "(%s + " + zero + ")"));
        }
        Map<Measure, String> measures = new HashMap<>();
        if (type instanceof ColumnType.Text) {
            measures.putAll(bounds("left(%s::text, %d)".formatted(name, CHARACTERS), "%s"));
            measures.put(Measure.SUM, "coalesce(sum(strlen(%s::text)), 0)".formatted(name));
            return measures;
        }
        measures.putAll(bounds(name, form(type, "%s")));
        if (isTemporal(type)) {
            measures.put(Measure.SUM, "sum(%s)".formatted(form(type, name)));
        } else if (!(type instanceof Decimal decimal) || decimal.precision() <= SUMMED_DIGITS_MAX) {
            measures.put(Measure.SUM, form(type, "sum(%s)".formatted(name)));
        }
        return measures;
    }

    private static Map<Measure, String> bounds(String value, String form) {
        return Map.of(
                Measure.MINIMUM, form.replace("%s", "min(%s)".formatted(value)),
                Measure.MAXIMUM, form.replace("%s", "max(%s)".formatted(value)));
    }

    private static boolean isTemporal(ColumnType type) {
        return type instanceof ColumnType.Date
                || type instanceof ColumnType.Time
                || type instanceof ColumnType.Timestamp;
    }

    /** The canonical form of a value that is not made of others; of bytes, these. */
    private static String form(ColumnType type, String value) {
        if (type instanceof ColumnType.Date) {
            return "(%s - date '1970-01-01')".formatted(value);
        } else if (isTemporal(type)) {
            return "epoch_us(%s)".formatted(value);
        } else if (type instanceof ColumnType.Float32 || type instanceof ColumnType.Float64) {
            return "%s::bit".formatted(value);
        } else if (type instanceof Decimal decimal && decimal.precision() == decimal.scale()) {
            // Written without a zero before its point.
            return "regexp_replace(%s::text, '^(-?)\\.', '\\10.')".formatted(value);
        }
        return value;
    }

    /**
     * The MD5 of a value, NULL of NULL.
     *
     * @param depth how many lists are around it
     */
    private static String digest(ColumnType type, String value, int depth) {
        if (type instanceof ColumnType.ListOf list) {
            return list(list.element(), value, value, depth);
        } else if (type instanceof ColumnType.MapOf map) {
            return list(map.entry(), value, "map_entries(%s)".formatted(value), depth);
        } else if (type instanceof ColumnType.Struct struct) {
            Stream<String> parts = IntStream.range(0, struct.fields().size()).mapToObj(i -> "coalesce(%s, %s)"
                    .formatted(
                            digest(
                                    struct.fields().get(i).type(),
                                    "struct_extract_at(%s, %d)".formatted(value, i + 1),
                                    depth),
                            MISSING));
            return present(value, parts.collect(Collectors.joining(" || ',' || ", "'(' || ", " || ')'")));
        } else if (type instanceof ColumnType.Binary) {
            return "md5(%s)".formatted(value);
        }
        return "md5((%s)::text)".formatted(form(type, value));
    }

    private static String list(ColumnType element, String value, String elements, int depth) {
        String part = "p" + depth;
        String digests = "list_transform(%s, lambda %s: coalesce(%s, %s))"
                .formatted(elements, part, digest(element, part, depth + 1), MISSING);
        return present(value, "'[' || coalesce(array_to_string(%s, ','), '') || ']'".formatted(digests));
    }

    private static String present(String value, String text) {
        return "CASE WHEN %s IS NOT NULL THEN md5(%s) END".formatted(value, text);
    }
}
