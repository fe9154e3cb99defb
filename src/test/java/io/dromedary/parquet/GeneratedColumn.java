package io.dromedary.parquet;

import io.dromedary.table.Column;
import io.dromedary.table.ColumnType;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A column with values made up by a rule. Values are Boolean, Integer, Long, Float, Double, or byte strings in
 * hexadecimal: what the foreign readers' answers are turned into too.
 */
record GeneratedColumn(Column column, List<@Nullable Object> values) {

    /** How values follow each other. */
    enum Distribution {
        CONSTANT,
        LOW_CARDINALITY,
        SORTED,
        RANDOM,
        EXTREMES
    }

    /** Which rows have no value. */
    enum Nulls {
        REQUIRED,
        NONE,
        ALL,
        ALTERNATING,
        RUNS
    }

    /** At least one type of each permitted kind that is not nested; a kind that is not known here fails every test that asks. */
    static List<ColumnType> types() {
        return Stream.of(ColumnType.class.getPermittedSubclasses())
                .filter(kind -> !GeneratedNesting.KINDS.contains(kind))
                .flatMap(kind -> samples(kind).stream())
                .toList();
    }

    private static List<ColumnType> samples(Class<?> kind) {
        List<ColumnType> all = List.of(
                new ColumnType.Bool(),
                new ColumnType.Int32(16),
                new ColumnType.Int32(32),
                new ColumnType.Int64(),
                new ColumnType.Float32(),
                new ColumnType.Float64(),
                new ColumnType.Decimal(9, 2),
                new ColumnType.Decimal(18, 0),
                new ColumnType.Decimal(19, 19),
                new ColumnType.Decimal(38, 6),
                new ColumnType.Text(ColumnType.TextKind.STRING),
                new ColumnType.Text(ColumnType.TextKind.JSON),
                new ColumnType.Text(ColumnType.TextKind.ENUM),
                new ColumnType.Binary(),
                new ColumnType.Geometry(3857, false),
                new ColumnType.Date(),
                new ColumnType.Time(),
                new ColumnType.Timestamp(true),
                new ColumnType.Timestamp(false),
                new ColumnType.Uuid());
        var found = all.stream().filter(kind::isInstance).toList();
        if (found.isEmpty()) {
            throw new AssertionError("No test knows values of " + kind + ": add samples here");
        }
        return found;
    }

    static GeneratedColumn of(ColumnType type, Distribution distribution, Nulls nulls, int rows, long seed) {
        var random = new Random(seed);
        var extremes = extremes(type);
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            Object value = distribution == Distribution.EXTREMES
                    ? extremes.get(random.nextInt(extremes.size()))
                    : value(type, number(distribution, i, random));
            values.add(isNull(nulls, i) ? null : value);
        }
        String name = "%s %s %s".formatted(type, distribution, nulls);
        return new GeneratedColumn(new Column(name, type, nulls != Nulls.REQUIRED, "made up"), values);
    }

    private static boolean isNull(Nulls nulls, int row) {
        return switch (nulls) {
            case REQUIRED, NONE -> false;
            case ALL -> true;
            case ALTERNATING -> row % 2 == 0;
            // Runs of growing length, so that they begin and end at all places of a byte.
            case RUNS -> (int) Math.sqrt(row * 7.0) % 2 == 0;
        };
    }

    private static long number(Distribution distribution, int row, Random random) {
        return switch (distribution) {
            case CONSTANT -> 42;
            case LOW_CARDINALITY -> random.nextInt(7);
            case SORTED -> row * 3L;
            case RANDOM, EXTREMES -> random.nextLong();
        };
    }

    static Object value(ColumnType type, long number) {
        if (type instanceof ColumnType.Bool) {
            return (number & 1) == 0;
        } else if (type instanceof ColumnType.Float32) {
            return number / 8.0f;
        } else if (type instanceof ColumnType.Float64) {
            return number / 8.0;
        } else if (type instanceof ColumnType.Decimal decimal && !decimal.fitsLong()) {
            return unscaled(decimal, BigInteger.valueOf(number).mod(largest(decimal)));
        } else if (type instanceof ColumnType.Text text) {
            String plain = "Wert %d ünï ".formatted(number).repeat((int) Math.floorMod(number, 9L));
            return text(text.kind() == ColumnType.TextKind.JSON ? '"' + plain + '"' : plain);
        } else if (type instanceof ColumnType.Binary) {
            byte[] bytes = new byte[(int) Math.floorMod(number, 23L)];
            new Random(number).nextBytes(bytes);
            return hex(bytes);
        } else if (type instanceof ColumnType.Geometry) {
            return line((int) Math.floorMod(number, 9L), number);
        } else if (type instanceof ColumnType.Uuid) {
            return hex(ByteBuffer.allocate(16).putLong(number).putLong(~number).array());
        }
        long[] range = range(type);
        BigInteger size = BigInteger.valueOf(range[1]).subtract(BigInteger.valueOf(range[0]));
        long value = BigInteger.valueOf(number)
                .mod(size)
                .add(BigInteger.valueOf(range[0]))
                .longValueExact();
        return integer(type, value);
    }

    private static List<Object> extremes(ColumnType type) {
        if (type instanceof ColumnType.Bool) {
            return List.of(true, false);
        } else if (type instanceof ColumnType.Float32) {
            return List.of(0.0f, -0.0f, Float.MAX_VALUE, -Float.MIN_VALUE, Float.NEGATIVE_INFINITY, Float.NaN);
        } else if (type instanceof ColumnType.Float64) {
            return List.of(0.0, -0.0, Double.MAX_VALUE, -Double.MIN_VALUE, Double.NEGATIVE_INFINITY, Double.NaN);
        } else if (type instanceof ColumnType.Decimal decimal && !decimal.fitsLong()) {
            BigInteger largest = largest(decimal);
            return List.of(
                    unscaled(decimal, largest),
                    unscaled(decimal, largest.negate()),
                    unscaled(decimal, BigInteger.ZERO),
                    unscaled(decimal, BigInteger.ONE.negate()));
        } else if (type instanceof ColumnType.Text text) {
            String last = new String(Character.toChars(Character.MAX_CODE_POINT));
            // DuckDB checks that JSON is JSON.
            String quote = text.kind() == ColumnType.TextKind.JSON ? "\"" : "";
            return Stream.of("", "a".repeat(300), last.repeat(70), "é".repeat(63), "\uD7FF")
                    .map(value -> (Object) text(quote + value + quote))
                    .toList();
        } else if (type instanceof ColumnType.Binary) {
            return List.of("", "00", "ff".repeat(100), "ff".repeat(63) + "fe00", "00".repeat(200));
        } else if (type instanceof ColumnType.Geometry) {
            return List.of(line(0, 0), line(300, -1), "0101000000" + "ff".repeat(16), "0000000001" + "00".repeat(16));
        } else if (type instanceof ColumnType.Uuid) {
            return List.of("00".repeat(16), "ff".repeat(16), "7f" + "ff".repeat(15), "80" + "00".repeat(15));
        }
        long[] range = range(type);
        return List.of(integer(type, range[0]), integer(type, range[1]), integer(type, 0), integer(type, 1));
    }

    private static BigInteger largest(ColumnType.Decimal type) {
        return BigInteger.TEN.pow(type.precision()).subtract(BigInteger.ONE);
    }

    private static long[] range(ColumnType type) {
        if (type instanceof ColumnType.Int32 integer) {
            return integer.bits() == 16
                    ? new long[] {Short.MIN_VALUE, Short.MAX_VALUE}
                    : new long[] {Integer.MIN_VALUE, Integer.MAX_VALUE};
        } else if (type instanceof ColumnType.Decimal decimal) {
            return new long[] {
                largest(decimal).negate().longValueExact(), largest(decimal).longValueExact()
            };
        } else if (type instanceof ColumnType.Date) {
            return new long[] {-2_440_588, 2_145_031_948};
        } else if (type instanceof ColumnType.Time) {
            return new long[] {0, 86_400_000_000L};
        } else if (type instanceof ColumnType.Timestamp) {
            // The range of PostgreSQL.
            return new long[] {-210_866_803_200_000_000L, 9_223_371_331_199_999_999L};
        }
        return new long[] {Long.MIN_VALUE, Long.MAX_VALUE};
    }

    private static Object integer(ColumnType type, long value) {
        boolean small = type instanceof ColumnType.Int32
                || type instanceof ColumnType.Date
                || (type instanceof ColumnType.Decimal decimal && decimal.fitsInt());
        if (small) {
            return Math.toIntExact(value);
        }
        return value;
    }

    /** As a FIXED_LEN_BYTE_ARRAY of the type's width. */
    static String unscaled(ColumnType.Decimal type, BigInteger value) {
        byte[] bytes = new byte[type.byteWidth()];
        byte[] least = value.toByteArray();
        java.util.Arrays.fill(bytes, (byte) (value.signum() < 0 ? -1 : 0));
        System.arraycopy(least, 0, bytes, bytes.length - least.length, least.length);
        return hex(bytes);
    }

    /** A line of so many points. */
    private static String line(int points, long seed) {
        byte[] coordinates = new byte[points * 2 * Double.BYTES];
        new Random(seed).nextBytes(coordinates);
        return "0102000000" + "%08x".formatted(Integer.reverseBytes(points)) + hex(coordinates);
    }

    static String text(String value) {
        return hex(value.getBytes(StandardCharsets.UTF_8));
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
