package io.dromedary.it;

import io.dromedary.testing.TestPostgres;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A column of every type that is carried over: edge values, and as many different ones as there are rows.
 *
 * @param type as in CREATE TABLE
 * @param catalogName {@code pg_type.typname}
 * @param values an SQL expression of {@code i}, the number of the row
 * @param edges literals
 */
record GeneratedTypes(String type, String catalogName, String values, List<String> edges) {
    private static final String LONG = "hashint8extended(i, 0)";
    private static final String ABOVE_ZERO = "(" + LONG + " & 9223372036854775807)";
    /** From the first day of the year 1 to the last of 9999. */
    private static final String DAY = "(" + ABOVE_ZERO + " % 3652059)";

    private static final String MICROS = "(" + ABOVE_ZERO + " % 86400000000) * interval '1 microsecond'";

    /** All of them. Dates are Gregorian before 1582 too, as in PostgreSQL. */
    static List<GeneratedTypes> all() {
        return Stream.of(numbers(), decimals(), texts(), times())
                .flatMap(List::stream)
                .toList();
    }

    /** Creates table {@code all_types}: a column of every type that is never null, {@code cN}, and one that may be, {@code nN}. */
    static void createTable(TestPostgres postgres, int edgeRows, int rows) {
        List<GeneratedTypes> types = all();
        String columns = IntStream.range(0, types.size())
                .mapToObj(i -> "c%d %2$s NOT NULL, n%1$d %2$s"
                        .formatted(i, types.get(i).type()))
                .collect(Collectors.joining(", "));
        String values = types.stream()
                .flatMap(type -> Stream.of(type.value(edgeRows, false), type.value(edgeRows, true)))
                .collect(Collectors.joining(", "));
        postgres.execute(
                "CREATE TYPE mood AS ENUM ('sad', 'ok', 'Zufrieden ✓')",
                "CREATE TABLE all_types (%s)".formatted(columns),
                "INSERT INTO all_types SELECT %s FROM generate_series(1, %d) AS i".formatted(values, rows));
    }

    private static List<GeneratedTypes> numbers() {
        return List.of(
                of("boolean", "bool", "i % 3 = 0", "true", "false"),
                of("smallint", "int2", "hashint4(i)::bigint % 32768", "-32768", "-1", "0", "1", "32767"),
                of("integer", "int4", "hashint4(i)", "-2147483648", "-1", "0", "1", "2147483647"),
                of("bigint", "int8", LONG, "-9223372036854775808", "-1", "0", "9223372036854775807"),
                of(
                        "real",
                        "float4",
                        "hashint4(i) / 1000.0",
                        "-0",
                        "0",
                        "1e-45",
                        "3.4028235e38",
                        "-3.4028235e38",
                        "NaN",
                        "Infinity",
                        "-Infinity",
                        "0.1"),
                of(
                        "double precision",
                        "float8",
                        LONG + " / 1e6",
                        "-0",
                        "0",
                        "5e-324",
                        "1.7976931348623157e308",
                        "2.2250738585072014e-308",
                        "NaN",
                        "Infinity",
                        "-Infinity",
                        "0.1"));
    }

    private static List<GeneratedTypes> decimals() {
        return List.of(
                decimal(1, 0),
                decimal(4, 2),
                decimal(9, 9),
                decimal(10, 0),
                decimal(18, 6),
                decimal(19, 19),
                decimal(28, 4),
                decimal(38, 0),
                decimal(38, 10),
                decimal(38, 38));
    }

    private static GeneratedTypes decimal(int precision, int scale) {
        String most = "9".repeat(precision) + "e-" + scale;
        String values = "(%s::numeric * %s::numeric %% 1e%d) * 1e-%d".formatted(LONG, ABOVE_ZERO, precision, scale);
        return of(
                "numeric(%d,%d)".formatted(precision, scale),
                "numeric",
                values,
                most,
                "-" + most,
                "0",
                "1e-" + scale,
                "-1e-" + scale);
    }

    private static List<GeneratedTypes> texts() {
        String words = "md5(i::text)";
        String[] edges = {"", " ", "a", "ünï€\uD834\uDD1E", "line\nbreak\ttab\\\"", "\u0001", "x".repeat(5000)};
        return List.of(
                of("text", "text", words + " || i", edges),
                of("varchar(40)", "varchar", words, "", "  ", "ünï€\uD834\uDD1E"),
                of("character(12)", "bpchar", "left(md5(i::text), i % 12)", "", " ", "ab  ", "\uD834\uDD1E"),
                of("name", "name", words, "", "n".repeat(63)),
                of("json", "json", "format('{\"b\": %s, \"a\":[1,null]}', i)::json", "null", "{}", "[ ]", "\"ü\""),
                of(
                        "jsonb",
                        "jsonb",
                        "format('{\"b\": %s, \"a\":[1,null]}', i)::jsonb",
                        "null",
                        "{}",
                        "1e3",
                        "\"\\\\\""),
                of("mood", "mood", "(ARRAY['sad', 'ok', 'Zufrieden ✓'])[1 + i % 3]::mood", "sad", "Zufrieden ✓"),
                of("bytea", "bytea", "decode(md5(i::text), 'hex')", "\\x", "\\x00", "\\xff00fe"),
                of("uuid", "uuid", "md5(i::text)::uuid", "0".repeat(32), "f".repeat(32)));
    }

    private static List<GeneratedTypes> times() {
        return List.of(
                of("date", "date", "date '0001-01-01' + " + DAY + "::int", "0001-01-01", "1969-12-31", "9999-12-31"),
                of("time", "time", "time '00:00' + " + MICROS, "00:00", "23:59:59.999999", "12:00:00.000001"),
                of(
                        "timestamp",
                        "timestamp",
                        "timestamp '0001-01-01' + %s * interval '1 day' + %s".formatted(DAY, MICROS),
                        "0001-01-01",
                        "1969-12-31 23:59:59.999999",
                        "2024-03-31 02:30",
                        "9999-12-31 23:59:59.999999"),
                of(
                        "timestamptz",
                        "timestamptz",
                        "timestamptz '0001-01-01 UTC' + %s * interval '24 hours' + %s".formatted(DAY, MICROS),
                        "0001-01-01 00:00+00",
                        "1970-01-01 00:00+02",
                        "2024-03-31 02:30 Europe/Berlin",
                        "9999-12-31 23:59:59.999999+00"));
    }

    private static GeneratedTypes of(String type, String catalogName, String values, String... edges) {
        return new GeneratedTypes(type, catalogName, values, List.of(edges));
    }

    /** The value of row {@code i}: the edges first, again and again, then the others; and some that are missing. */
    String value(int edgeRows, boolean nullable) {
        String literals =
                edges.stream().map(edge -> "'" + edge.replace("'", "''") + "'").collect(Collectors.joining(","));
        String value = "CASE WHEN i <= %d THEN (ARRAY[%s]::text[])[1 + i %% %d]::%s ELSE (%s)::%s END"
                .formatted(edgeRows, literals, edges.size(), type, values, type);
        return nullable ? "CASE WHEN i %% 5 <> 0 THEN %s END".formatted(value) : value;
    }
}
