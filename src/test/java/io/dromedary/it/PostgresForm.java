package io.dromedary.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dromedary.table.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Values as the foreign readers give them, in the form that PostgreSQL prints: texts; lists of the parts of a value that
 * is made of others; and numbers of floating point as they are, since each has many texts.
 */
final class PostgresForm {
    private static final long DAY_MICROS = 86_400_000_000L;
    private static final long SECOND_MICROS = 1_000_000;
    private static final List<String> INTERVAL = List.of("months", "days", "microseconds");

    private PostgresForm() {}

    /** A value of a column or of a part. */
    static @Nullable Object of(@Nullable Object value, ColumnType type) {
        if (value == null) {
            return null;
        } else if (type instanceof ColumnType.ListOf list) {
            return all((List<?>) value, list.element());
        } else if (type instanceof ColumnType.MapOf map) {
            return all((List<?>) value, map.entry());
        } else if (type instanceof ColumnType.Struct struct) {
            List<?> fields = (List<?>) value;
            boolean isInterval = struct.fields().stream()
                    .map(ColumnType.Field::name)
                    .toList()
                    .equals(INTERVAL);
            return isInterval ? interval(fields) : parts(fields, struct);
        }
        return leaf(value, type);
    }

    private static List<@Nullable Object> all(List<?> values, ColumnType type) {
        List<@Nullable Object> forms = new ArrayList<>();
        values.forEach(value -> forms.add(of(value, type)));
        return forms;
    }

    private static List<@Nullable Object> parts(List<?> values, ColumnType.Struct struct) {
        List<@Nullable Object> forms = new ArrayList<>();
        IntStream.range(0, values.size())
                .forEach(i -> forms.add(of(values.get(i), struct.fields().get(i).type())));
        return forms;
    }

    private static Object leaf(Object value, ColumnType type) {
        if (type instanceof ColumnType.Bool) {
            return value.equals(true) ? "t" : "f";
        } else if (type instanceof ColumnType.Decimal decimal) {
            BigInteger unscaled = value instanceof String hex
                    ? new BigInteger(HexFormat.of().parseHex(hex))
                    : BigInteger.valueOf(((Number) value).longValue());
            return new BigDecimal(unscaled, decimal.scale()).toPlainString();
        } else if (type instanceof ColumnType.Text) {
            return new String(HexFormat.of().parseHex((String) value), UTF_8);
        } else if (type instanceof ColumnType.Binary) {
            return "\\x" + value;
        } else if (type instanceof ColumnType.Uuid) {
            return value.toString().replaceFirst("(.{8})(.{4})(.{4})(.{4})", "$1-$2-$3-$4-");
        } else if (type instanceof ColumnType.Date) {
            LocalDate date = LocalDate.ofEpochDay((Integer) value);
            return day(date) + era(date);
        } else if (type instanceof ColumnType.Time) {
            return time((Long) value);
        } else if (type instanceof ColumnType.Timestamp timestamp) {
            return timestamp((Long) value, timestamp.instant() ? "+00" : "");
        }
        boolean isFloating = type instanceof ColumnType.Float32 || type instanceof ColumnType.Float64;
        return isFloating ? value : value.toString();
    }

    private static String day(LocalDate date) {
        int year = date.getYear() > 0 ? date.getYear() : 1 - date.getYear();
        return "%04d-%02d-%02d".formatted(year, date.getMonthValue(), date.getDayOfMonth());
    }

    private static String era(LocalDate date) {
        return date.getYear() > 0 ? "" : " BC";
    }

    private static String timestamp(long micros, String zone) {
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(micros, DAY_MICROS));
        return "%s %s%s%s".formatted(day(date), time(Math.floorMod(micros, DAY_MICROS)), zone, era(date));
    }

    private static String time(long micros) {
        long seconds = micros / SECOND_MICROS;
        String text = "%02d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
        long fraction = micros % SECOND_MICROS;
        return fraction == 0 ? text : text + ".%06d".formatted(fraction).replaceFirst("0+$", "");
    }

    /** A part without a sign behind a negative one gets a plus. */
    private static String interval(List<?> fields) {
        int months = (Integer) fields.get(0);
        long micros = (Long) fields.get(2);
        List<String> parts = new ArrayList<>();
        boolean negative = unit(parts, months / 12, "year", false);
        negative = unit(parts, months % 12, "mon", negative);
        negative = unit(parts, (Integer) fields.get(1), "day", negative);
        if (micros != 0 || parts.isEmpty()) {
            String sign = micros < 0 ? "-" : negative ? "+" : "";
            // The least number of microseconds has no counterpart.
            BigInteger size = BigInteger.valueOf(micros).abs();
            BigInteger[] hours = size.divideAndRemainder(BigInteger.valueOf(3600 * SECOND_MICROS));
            String rest = time(hours[1].longValueExact()).substring(2);
            parts.add("%s%02d%s".formatted(sign, hours[0], rest));
        }
        return String.join(" ", parts);
    }

    private static boolean unit(List<String> parts, int count, String unit, boolean negative) {
        if (count == 0) {
            return negative;
        }
        parts.add("%s%d %s%s".formatted(negative && count > 0 ? "+" : "", count, unit, count == 1 ? "" : "s"));
        return count < 0;
    }
}
