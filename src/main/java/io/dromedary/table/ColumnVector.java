package io.dromedary.table;

import java.util.List;

/**
 * The values of one column for the rows of one {@link RowBatch}: primitive arrays, no object per cell.
 *
 * <p>Values are <em>dense</em>: those that are there stand one after another in {@code values[0 .. valueCount)}, and
 * {@code isNull[0 .. rowCount)} says which rows have none. While {@code nullCount() == 0}, {@code isNull} need not be
 * read.
 *
 * <p>A vector is a reused buffer: its content is valid until the cursor that fills it is asked for the next batch.
 * Arrays are public to the loops of this project on purpose; whoever fills a vector sets the counts with {@link
 * #finish} last. Not thread-safe.
 */
public abstract sealed class ColumnVector {
    /** Which rows have no value; meaningful up to {@link #rowCount()}. */
    public final boolean[] isNull;

    private int rowCount;
    private int valueCount;

    private ColumnVector(int rowCapacity) {
        isNull = new boolean[rowCapacity];
    }

    /** The most rows it can hold. */
    public final int rowCapacity() {
        return isNull.length;
    }

    /** Rows, with or without a value. */
    public final int rowCount() {
        return rowCount;
    }

    /** Values that are there. */
    public final int valueCount() {
        return valueCount;
    }

    /** Rows without a value. */
    public final int nullCount() {
        return rowCount - valueCount;
    }

    /** Says how much of the arrays is filled. */
    public final void finish(int rows, int values) {
        if (values > rows || rows > rowCapacity()) {
            throw new IllegalArgumentException(
                    "%d values in %d rows do not fit %d".formatted(values, rows, rowCapacity()));
        }
        rowCount = rows;
        valueCount = values;
    }

    /** Of {@link ColumnType.Bool}. */
    public static final class Booleans extends ColumnVector {
        public final boolean[] values;

        public Booleans(int rowCapacity) {
            super(rowCapacity);
            values = new boolean[rowCapacity];
        }
    }

    /** Of {@link ColumnType.Int32}, {@link ColumnType.Date} and decimals of up to 9 digits. */
    public static final class Ints extends ColumnVector {
        public final int[] values;

        public Ints(int rowCapacity) {
            super(rowCapacity);
            values = new int[rowCapacity];
        }
    }

    /**
     * Of {@link ColumnType.Int64}, {@link ColumnType.Time}, {@link ColumnType.Timestamp} and decimals of up to 18
     * digits.
     */
    public static final class Longs extends ColumnVector {
        public final long[] values;

        public Longs(int rowCapacity) {
            super(rowCapacity);
            values = new long[rowCapacity];
        }
    }

    /** Of {@link ColumnType.Float32}. */
    public static final class Floats extends ColumnVector {
        public final float[] values;

        public Floats(int rowCapacity) {
            super(rowCapacity);
            values = new float[rowCapacity];
        }
    }

    /** Of {@link ColumnType.Float64}. */
    public static final class Doubles extends ColumnVector {
        public final double[] values;

        public Doubles(int rowCapacity) {
            super(rowCapacity);
            values = new double[rowCapacity];
        }
    }

    /**
     * Of {@link ColumnType.Text}, {@link ColumnType.Binary}, {@link ColumnType.Geometry}, {@link ColumnType.Uuid} and
     * decimals beyond 18 digits.
     * Value {@code i} is {@code data[starts[i] .. starts[i] + lengths[i])}; {@code data} may be the buffer that the
     * rows were received in, shared by all columns, so that nothing is copied.
     */
    public static final class Bytes extends ColumnVector {
        public byte[] data = new byte[0];
        public final int[] starts;
        public final int[] lengths;

        public Bytes(int rowCapacity) {
            super(rowCapacity);
            starts = new int[rowCapacity];
            lengths = new int[rowCapacity];
        }
    }

    /**
     * Of {@link ColumnType.ListOf} and {@link ColumnType.MapOf}. The elements of all lists stand one after another:
     * {@code lengths[i]} of them belong to the list {@code i} of those that are there. Each element is a row of {@link
     * #elements}, which has as many rows as the lists have elements together.
     */
    public static final class Lists extends ColumnVector {
        public final int[] lengths;
        /** Replaced by one of more capacity where a batch has more elements than any before. */
        public ColumnVector elements;

        public Lists(int rowCapacity, ColumnVector elements) {
            super(rowCapacity);
            lengths = new int[rowCapacity];
            this.elements = elements;
        }
    }

    /** Of {@link ColumnType.Struct}. Each field is a vector that has a row for each struct that is there. */
    public static final class Structs extends ColumnVector {
        public final List<ColumnVector> fields;

        public Structs(int rowCapacity, List<ColumnVector> fields) {
            super(rowCapacity);
            this.fields = List.copyOf(fields);
        }
    }

    /** An empty vector for values of the type. */
    public static ColumnVector of(ColumnType type, int rowCapacity) {
        if (type instanceof ColumnType.ListOf list) {
            return new Lists(rowCapacity, of(list.element(), rowCapacity));
        } else if (type instanceof ColumnType.MapOf map) {
            return new Lists(rowCapacity, of(map.entry(), rowCapacity));
        } else if (type instanceof ColumnType.Struct struct) {
            return new Structs(
                    rowCapacity,
                    struct.fields().stream()
                            .map(field -> of(field.type(), rowCapacity))
                            .toList());
        }
        return ofScalar(type, rowCapacity);
    }

    private static ColumnVector ofScalar(ColumnType type, int rowCapacity) {
        if (type instanceof ColumnType.Bool) {
            return new Booleans(rowCapacity);
        } else if (type instanceof ColumnType.Float32) {
            return new Floats(rowCapacity);
        } else if (type instanceof ColumnType.Float64) {
            return new Doubles(rowCapacity);
        } else if (type instanceof ColumnType.Int32
                || type instanceof ColumnType.Date
                || (type instanceof ColumnType.Decimal decimal && decimal.fitsInt())) {
            return new Ints(rowCapacity);
        } else if (type instanceof ColumnType.Int64
                || type instanceof ColumnType.Time
                || type instanceof ColumnType.Timestamp
                || (type instanceof ColumnType.Decimal decimal && decimal.fitsLong())) {
            return new Longs(rowCapacity);
        }
        return new Bytes(rowCapacity);
    }
}
