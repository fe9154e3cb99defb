package io.dromedary.dialect.postgresql;

import io.dromedary.table.Column;
import io.dromedary.table.ColumnType;
import io.dromedary.table.ColumnVector;

/**
 * Turns one column's fields, as binary COPY sends them, into values: one loop per column and batch, no object per cell.
 *
 * <p>Each family of types has a class and a loop of its own, so that the compiler sees one type per loop.
 */
abstract class ColumnDecoder {
    /** In place of an offset: the row has no value. */
    static final int NULL = -1;

    /** Bytes between the start of a field's length and the start of the field. */
    static final int LENGTH_BYTES = Integer.BYTES;

    /** Where the values go; the same for every batch. */
    abstract ColumnVector vector();

    /**
     * Fills the vector.
     *
     * @param wire what the server sent; vectors of bytes keep pointing into it
     * @param offsets where each row's field starts, its length right before it, or {@link #NULL}
     * @param rows how many of the offsets count
     */
    abstract void decode(byte[] wire, int[] offsets, int rows) throws UnfitValueException;

    /** Lets go of the wire's bytes, so that a large buffer can be freed before a larger one is taken. */
    void release() {}

    /** The length of the field that starts at the offset. */
    static int length(byte[] wire, int at) {
        return BigEndian.getInt(wire, at - LENGTH_BYTES);
    }

    static void requireWidth(int expected, byte[] wire, int at, int row) throws UnfitValueException {
        int received = length(wire, at);
        if (received != expected) {
            throw UnfitValueException.wireWidth(row, expected, received);
        }
    }

    /** Which row a value of a vector belongs to; the vector's nulls are set already. */
    static int rowOf(ColumnVector vector, int value) {
        int row = 0;
        for (int left = value; left > 0 || vector.isNull[row]; row++) {
            left -= vector.isNull[row] ? 0 : 1;
        }
        return row;
    }

    /** The decoder of a column; special values go by the policy. */
    static ColumnDecoder of(Column column, int rowCapacity, Specials specials) {
        return column.conversion().wire() instanceof WireType wire
                ? wire.decoder(rowCapacity, specials)
                : of(column.type(), rowCapacity, specials);
    }

    /** The decoder of a type; special values go by the policy. */
    static ColumnDecoder of(ColumnType type, int rowCapacity, Specials specials) {
        if (type instanceof ColumnType.Bool) {
            return new BooleanDecoder(rowCapacity);
        } else if (type instanceof ColumnType.Int32 integer) {
            return integer.bits() == Short.SIZE ? new Int16Decoder(rowCapacity) : new Int32Decoder(rowCapacity);
        } else if (type instanceof ColumnType.Int64) {
            return new Int64Decoder(rowCapacity);
        } else if (type instanceof ColumnType.Float32) {
            return new Float32Decoder(rowCapacity);
        } else if (type instanceof ColumnType.Float64) {
            return new Float64Decoder(rowCapacity);
        } else if (type instanceof ColumnType.Decimal decimal) {
            return ofDecimal(decimal, rowCapacity, specials);
        } else if (type instanceof ColumnType.Date) {
            return new DateDecoder(rowCapacity, specials);
        } else if (type instanceof ColumnType.Time) {
            return new TimeDecoder(rowCapacity, specials);
        } else if (type instanceof ColumnType.Timestamp) {
            return new TimestampDecoder(rowCapacity, specials);
        } else if (type instanceof ColumnType.Uuid) {
            return new UuidDecoder(rowCapacity);
        } else if (type instanceof ColumnType.Text && specials.isTextUnverified()) {
            return new VerifiedTextDecoder(rowCapacity, specials);
        } else if (type instanceof ColumnType.Text text && text.kind() == ColumnType.TextKind.JSON) {
            return new JsonDecoder(rowCapacity);
        }
        return new BytesDecoder(rowCapacity);
    }

    private static ColumnDecoder ofDecimal(ColumnType.Decimal decimal, int rowCapacity, Specials specials) {
        if (decimal.fitsInt()) {
            return new IntDecimalDecoder(decimal, rowCapacity, specials);
        }
        return decimal.fitsLong()
                ? new LongDecimalDecoder(decimal, rowCapacity, specials)
                : new WideDecimalDecoder(decimal, rowCapacity, specials);
    }
}
