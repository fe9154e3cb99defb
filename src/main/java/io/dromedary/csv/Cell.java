package io.dromedary.csv;

import io.dromedary.table.Column;
import io.dromedary.table.ColumnType;
import io.dromedary.table.ColumnVector;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/** Puts one value of a column as PostgreSQL prints it. */
@FunctionalInterface
interface Cell {

    /** Puts the value of a vector, quoted if it has to be. */
    void put(ColumnVector vector, int at, CsvBuffer out);

    /** How the values of a column are put. */
    static Cell of(Column column, TextCell texts) {
        ColumnType type = column.type();
        if (type instanceof ColumnType.Bool) {
            return (vector, at, out) -> out.putByte(((ColumnVector.Booleans) vector).values[at] ? 't' : 'f');
        } else if (type instanceof ColumnType.Int32) {
            return (vector, at, out) -> out.putLong(((ColumnVector.Ints) vector).values[at]);
        } else if (type instanceof ColumnType.Int64) {
            return (vector, at, out) -> out.putLong(((ColumnVector.Longs) vector).values[at]);
        } else if (type instanceof ColumnType.Float32) {
            return (vector, at, out) -> out.putAscii(FloatText.of(((ColumnVector.Floats) vector).values[at]));
        } else if (type instanceof ColumnType.Float64) {
            return (vector, at, out) -> out.putAscii(FloatText.of(((ColumnVector.Doubles) vector).values[at]));
        } else if (type instanceof ColumnType.Decimal decimal) {
            return ofDecimal(decimal);
        } else if (type instanceof ColumnType.Text) {
            return texts;
        }
        return ofTime(column);
    }

    private static Cell ofTime(Column column) {
        ColumnType type = column.type();
        if (type instanceof ColumnType.Date) {
            return (vector, at, out) -> TimeText.putDate(((ColumnVector.Ints) vector).values[at], out);
        } else if (type instanceof ColumnType.Time) {
            return (vector, at, out) -> TimeText.putTime(((ColumnVector.Longs) vector).values[at], out);
        } else if (type instanceof ColumnType.Timestamp timestamp) {
            return (vector, at, out) ->
                    TimeText.putTimestamp(((ColumnVector.Longs) vector).values[at], timestamp.instant(), out);
        } else if (type instanceof ColumnType.Uuid) {
            return Cell::putUuid;
        } else if (type instanceof ColumnType.Binary) {
            return Cell::putBinary;
        }
        throw new IllegalArgumentException("Column %s is nested; CSV has it as a text".formatted(column.name()));
    }

    private static Cell ofDecimal(ColumnType.Decimal type) {
        if (type.fitsInt()) {
            return (vector, at, out) -> putDecimal(((ColumnVector.Ints) vector).values[at], type.scale(), out);
        } else if (type.fitsLong()) {
            return (vector, at, out) -> putDecimal(((ColumnVector.Longs) vector).values[at], type.scale(), out);
        }
        return (vector, at, out) -> {
            var bytes = (ColumnVector.Bytes) vector;
            int start = bytes.starts[at];
            var unscaled = new BigInteger(Arrays.copyOfRange(bytes.data, start, start + bytes.lengths[at]));
            out.putAscii(new BigDecimal(unscaled, type.scale()).toPlainString());
        };
    }

    private static void putDecimal(long unscaled, int scale, CsvBuffer out) {
        if (unscaled < 0) {
            out.putByte('-');
        }
        int start = out.size;
        out.putDigits(unscaled, scale + 1);
        if (scale > 0) {
            out.putByte(0);
            int point = out.size - 1 - scale;
            System.arraycopy(out.bytes, point, out.bytes, point + 1, scale);
            out.bytes[Math.max(point, start)] = '.';
        }
    }

    private static void putUuid(ColumnVector vector, int at, CsvBuffer out) {
        var bytes = (ColumnVector.Bytes) vector;
        int start = bytes.starts[at];
        int done = 0;
        for (int end : new int[] {4, 6, 8, 10, ColumnType.Uuid.BYTES}) {
            if (done > 0) {
                out.putByte('-');
            }
            out.putHex(bytes.data, start + done, end - done);
            done = end;
        }
    }

    private static void putBinary(ColumnVector vector, int at, CsvBuffer out) {
        var bytes = (ColumnVector.Bytes) vector;
        out.putByte('\\');
        out.putByte('x');
        out.putHex(bytes.data, bytes.starts[at], bytes.lengths[at]);
    }
}
