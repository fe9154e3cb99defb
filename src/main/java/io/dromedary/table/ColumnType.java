package io.dromedary.table;

import static java.util.Objects.requireNonNull;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a column holds, independent of any database. Each is carried over exactly or the column is refused; there is no
 * "other".
 *
 * <p>A type decides the {@link ColumnVector} its values travel in.
 */
public sealed interface ColumnType {

    /** What its values are made of, in their order; none unless it is a list, a struct or a map. */
    default List<ColumnType> parts() {
        return List.of();
    }

    /** True or false; a {@link ColumnVector.Booleans}. */
    record Bool() implements ColumnType {}

    /** A signed integer of 16 or 32 bits; a {@link ColumnVector.Ints}. */
    record Int32(int bits) implements ColumnType {
        public Int32 {
            if (bits != 16 && bits != 32) {
                throw new IllegalArgumentException("Int32 has 16 or 32 bits but got " + bits);
            }
        }
    }

    /** A signed integer of 64 bits; a {@link ColumnVector.Longs}. */
    record Int64() implements ColumnType {}

    /** IEEE single precision; a {@link ColumnVector.Floats}. */
    record Float32() implements ColumnType {}

    /** IEEE double precision; a {@link ColumnVector.Doubles}. */
    record Float64() implements ColumnType {}

    /**
     * An exact decimal number, unscaled. Up to 9 digits it is a {@link ColumnVector.Ints}, up to 18 a {@link
     * ColumnVector.Longs}, beyond a {@link ColumnVector.Bytes} of {@link #byteWidth()} bytes, two's complement, big
     * endian.
     *
     * @param precision all digits, 1 to 38
     * @param scale digits after the point, 0 to precision
     */
    record Decimal(int precision, int scale) implements ColumnType {
        public static final int PRECISION_MAX = 38;
        private static final int INT_DIGITS = 9;
        private static final int LONG_DIGITS = 18;
        private static final double BITS_PER_DIGIT = Math.log(10) / Math.log(2);

        public Decimal {
            if (precision < 1 || precision > PRECISION_MAX || scale < 0 || scale > precision) {
                throw new IllegalArgumentException(
                        "No decimal has precision %d and scale %d".formatted(precision, scale));
            }
        }

        /** Whether every value fits 32 bits. */
        public boolean fitsInt() {
            return precision <= INT_DIGITS;
        }

        /** Whether every value fits 64 bits. */
        public boolean fitsLong() {
            return precision <= LONG_DIGITS;
        }

        /** The smallest number of bytes that holds every value, as Parquet's FIXED_LEN_BYTE_ARRAY. */
        public int byteWidth() {
            return (int) Math.ceil((precision * BITS_PER_DIGIT + 1) / Byte.SIZE);
        }
    }

    /** Text in UTF-8; a {@link ColumnVector.Bytes}. */
    record Text(TextKind kind) implements ColumnType {}

    /** Bytes without meaning; a {@link ColumnVector.Bytes}. */
    record Binary() implements ColumnType {}

    /**
     * A shape on a plane or on the Earth as Well-Known Binary of ISO; a {@link ColumnVector.Bytes}.
     *
     * @param srid what its coordinates mean: the source's number of a reference system; 0: unknown
     * @param spherical whether its lines are the shortest ways on the Earth, or else straight
     */
    record Geometry(int srid, boolean spherical) implements ColumnType {}

    /** A day, counted from 1970-01-01; a {@link ColumnVector.Ints}. */
    record Date() implements ColumnType {}

    /** A time of day in microseconds since midnight; a {@link ColumnVector.Longs}. */
    record Time() implements ColumnType {}

    /**
     * Microseconds since 1970-01-01 00:00:00; a {@link ColumnVector.Longs}.
     *
     * @param instant whether it is a point on the time line (UTC), or else a local time without a zone
     */
    record Timestamp(boolean instant) implements ColumnType {}

    /** 16 bytes; a {@link ColumnVector.Bytes}. */
    record Uuid() implements ColumnType {
        public static final int BYTES = 16;
    }

    /**
     * Any number of values of one type, in their order; a {@link ColumnVector.Lists}.
     *
     * @param element what each of them is; may be a list itself
     * @param elementNullable whether an element may be missing
     */
    record ListOf(ColumnType element, boolean elementNullable) implements ColumnType {
        public ListOf {
            requireNonNull(element, "element");
        }

        @Override
        public List<ColumnType> parts() {
            return List.of(element);
        }
    }

    /**
     * Values of several types side by side; a {@link ColumnVector.Structs}.
     *
     * @param fields never empty, each name once
     */
    record Struct(List<Field> fields) implements ColumnType {
        public Struct {
            fields = List.copyOf(fields);
            Set<String> names = new HashSet<>();
            fields.forEach(field -> names.add(field.name()));
            if (fields.isEmpty() || names.size() < fields.size()) {
                throw new IllegalArgumentException("No struct has the fields " + fields);
            }
        }

        @Override
        public List<ColumnType> parts() {
            return fields.stream().map(Field::type).toList();
        }
    }

    /**
     * A part of a {@link Struct}.
     *
     * @param nullable whether it may be missing from a struct that is there
     */
    record Field(String name, ColumnType type, boolean nullable) {
        public Field {
            requireNonNull(name, "name");
            requireNonNull(type, "type");
        }
    }

    /**
     * Keys, each with a value, in their order; a {@link ColumnVector.Lists} of {@link ColumnVector.Structs} of two
     * fields, none of which is missing as a whole. A key is never missing.
     *
     * @param valueNullable whether a key may have no value
     */
    record MapOf(ColumnType key, ColumnType value, boolean valueNullable) implements ColumnType {
        public MapOf {
            requireNonNull(key, "key");
            requireNonNull(value, "value");
        }

        @Override
        public List<ColumnType> parts() {
            return List.of(key, value);
        }

        /** A key with its value. */
        public Struct entry() {
            return new Struct(List.of(new Field("key", key, false), new Field("value", value, valueNullable)));
        }
    }

    /** What a text is, for the reader. */
    enum TextKind {
        STRING,
        JSON,
        ENUM
    }
}
