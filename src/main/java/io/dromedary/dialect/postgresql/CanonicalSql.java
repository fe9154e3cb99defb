package io.dromedary.dialect.postgresql;

import io.dromedary.table.ColumnType;
import io.dromedary.table.ColumnType.Decimal;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * SQL that makes the canonical form of values and its MD5, as {@code docs/verify.md} describes them. Whoever reads the
 * files has to come to the same.
 *
 * @param isUtf8 whether text is in UTF-8 in the database
 */
record CanonicalSql(boolean isUtf8) {
    private static final String MISSING = "'-'";
    private static final String DAYS = "((%1$s)::date - date '1970-01-01')";
    private static final String MICROS_OF_DAY = "(extract(epoch FROM (%1$s)::time) * 1000000)::bigint";

    /** The MD5 of a value that is not made of others; NULL of NULL. */
    String digest(ColumnType type, String value) {
        if (type instanceof ColumnType.Text) {
            return "CASE WHEN %s IS NOT NULL THEN md5(%s) END".formatted(value, utf8(value));
        } else if (type instanceof ColumnType.Binary) {
            return "md5(%s)".formatted(value);
        }
        return "md5(%s)".formatted(form(type, value));
    }

    /** Text as the database prints it, in UTF-8. A cast would lose the blanks of {@code character(n)}. */
    String utf8(String value) {
        String text = "concat(%s)".formatted(value);
        return isUtf8 ? text : "convert_to(%s, 'UTF8')".formatted(text);
    }

    /** The canonical form of a value that is neither text nor bytes. */
    static String form(ColumnType type, String value) {
        if (type instanceof Decimal decimal) {
            // Digits beyond the scale stay, so that they are seen.
            return "(CASE WHEN %1$s = round(%1$s, %2$d) THEN round(%1$s, %2$d) ELSE %1$s END)::text"
                    .formatted(value, decimal.scale());
        } else if (type instanceof ColumnType.Float32) {
            return "('x' || encode(float4send(%s), 'hex'))::bit(32)::text".formatted(value);
        } else if (type instanceof ColumnType.Float64) {
            return "('x' || encode(float8send(%s), 'hex'))::bit(64)::text".formatted(value);
        } else if (isTemporal(type)) {
            // What is infinite has no number.
            return "coalesce((%s)::text, (%s)::text)".formatted(number(type, value), value);
        }
        return "(%s)::text".formatted(value);
    }

    static boolean isTemporal(ColumnType type) {
        return type instanceof ColumnType.Date
                || type instanceof ColumnType.Time
                || type instanceof ColumnType.Timestamp;
    }

    /** Days or microseconds since 1970, or since midnight; NULL of what is infinite. The session's time zone is UTC. */
    static String number(ColumnType type, String value) {
        if (type instanceof ColumnType.Time) {
            return MICROS_OF_DAY.formatted(value);
        }
        String number = type instanceof ColumnType.Date ? DAYS : DAYS + "::bigint * 86400000000 + " + MICROS_OF_DAY;
        return ("CASE WHEN isfinite(%1$s) THEN " + number + " END").formatted(value);
    }

    /**
     * The MD5 of a value that is made of others; NULL of NULL.
     *
     * @param type as what it is carried over: it says how many dimensions an array has
     */
    String digest(WireType wire, ColumnType type, String value) {
        if (wire instanceof WireType.Array array) {
            return present(value, "IS NOT NULL", list(arrayParts(array, type, value)));
        } else if (wire instanceof WireType.Composite composite) {
            // A row of NULLs IS NULL too, but is there.
            return present(value, "IS DISTINCT FROM NULL", struct(attributes(composite, type, value)));
        } else if (wire instanceof WireType.Range range) {
            return present(value, "IS NOT NULL", struct(parts(range, type, value)));
        } else if (wire instanceof WireType.Multirange multirange) {
            String parts = "SELECT part, row_number() OVER () AS n FROM (SELECT unnest(%s) AS part) AS parts";
            String digest = digest(multirange.range(), element(type), "part");
            return present(value, "IS NOT NULL", list(digested(parts.formatted(value), digest)));
        } else if (wire instanceof WireType.Interval) {
            return present(value, "IS NOT NULL", struct(interval(value)));
        } else if (wire instanceof WireType.Hstore) {
            return present(value, "IS NOT NULL", list(entries(value)));
        }
        return converted(wire, type, value);
    }

    /** Of values that are not in the files as the database sends them. */
    private String converted(WireType wire, ColumnType type, String value) {
        if (wire instanceof WireType.Geometry geometry) {
            return digest(type, geometry.isoBinary(value));
        } else if (wire instanceof WireType.Vector) {
            var numbers = new WireType.Array(0, new WireType.Scalar(new ColumnType.Float32()), 1);
            return digest(numbers, type, "(%s)::real[]".formatted(value));
        } else if (wire instanceof WireType.NumericDouble) {
            return digest(type, "(%s)::float8".formatted(value));
        }
        return digest(type, value);
    }

    private static String present(String value, String isThere, String text) {
        return "CASE WHEN %s %s THEN md5(%s) END".formatted(value, isThere, text);
    }

    private static String struct(Stream<String> digests) {
        return digests.map("coalesce(%s,"::formatted)
                .map(digest -> digest + MISSING + ")")
                .collect(Collectors.joining(" || ',' || ", "'(' || ", " || ')'"));
    }

    /** Of a query of {@code n} and {@code digest}. */
    private static String list(String digested) {
        return "'[' || coalesce((SELECT string_agg(digest, ',' ORDER BY n) FROM (%s) AS digested), '') || ']'"
                .formatted(digested);
    }

    private static String digested(String parts, String digest) {
        return "SELECT n, coalesce(%s,%s) AS digest FROM (%s) AS numbered".formatted(digest, MISSING, parts);
    }

    private String arrayParts(WireType.Array array, ColumnType type, String value) {
        int dimensions = Math.max(1, lists(type) - lists(array.element().type()));
        ColumnType element = type;
        for (int i = 0; i < dimensions; i++) {
            element = element(element);
        }
        // In its list, since FROM would take composites apart.
        String parts = "SELECT unnest(%1$s) AS part, generate_series(1, cardinality(%1$s)) AS n".formatted(value);
        String digested = digested(parts, digest(array.element(), element, "part"));
        for (int i = dimensions; i > 1; i--) {
            digested = ("SELECT (n - 1) / array_length(%1$s, %2$d) + 1 AS n,"
                            + " md5('[' || string_agg(digest, ',' ORDER BY n) || ']') AS digest"
                            + " FROM (%3$s) AS inner%2$d GROUP BY (n - 1) / array_length(%1$s, %2$d)")
                    .formatted(value, i, digested);
        }
        return digested;
    }

    private static int lists(ColumnType type) {
        return type instanceof ColumnType.ListOf list ? 1 + lists(list.element()) : 0;
    }

    private static ColumnType element(ColumnType type) {
        return type instanceof ColumnType.ListOf list ? list.element() : type;
    }

    private Stream<String> attributes(WireType.Composite composite, ColumnType type, String value) {
        List<ColumnType> types = type.parts();
        return IntStream.range(0, composite.attributes().size()).mapToObj(i -> {
            WireType.Attribute attribute = composite.attributes().get(i);
            ColumnType part = i < types.size() ? types.get(i) : attribute.type().type();
            return digest(attribute.type(), part, "(%s).%s".formatted(value, Quote.name(attribute.name())));
        });
    }

    private Stream<String> parts(WireType.Range range, ColumnType type, String value) {
        ColumnType bound = type.parts().isEmpty() ? type : type.parts().get(0);
        return Stream.concat(
                Stream.of("lower", "upper").map(name -> digest(range.bound(), bound, "%s(%s)".formatted(name, value))),
                Stream.of("lower_inc", "upper_inc", "isempty")
                        .map(name -> "md5((%s(%s))::text)".formatted(name, value)));
    }

    private static Stream<String> interval(String value) {
        String months = "extract(year FROM %1$s)::int * 12 + extract(month FROM %1$s)::int";
        String micros = "extract(hour FROM %1$s)::bigint * 3600000000 + extract(minute FROM %1$s)::bigint * 60000000"
                + " + extract(microseconds FROM %1$s)::bigint";
        return Stream.of(months, "extract(day FROM %1$s)::int", micros)
                .map(number -> "md5((%s)::text)".formatted(number.formatted(value)));
    }

    /** By a cast, which needs no name of a schema. */
    private String entries(String value) {
        String parts = "SELECT key, value, row_number() OVER () AS n FROM json_each_text((%s)::json)".formatted(value);
        String entry = struct(Stream.of("key", "value").map(name -> digest(TypeMapping.STRING, name)));
        return digested(parts, "md5(%s)".formatted(entry));
    }
}
