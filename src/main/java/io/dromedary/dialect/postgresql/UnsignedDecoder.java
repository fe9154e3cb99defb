package io.dromedary.dialect.postgresql;

import io.dromedary.table.ColumnVector;

/** Of numbers of 32 bits without a sign. */
final class UnsignedDecoder extends ColumnDecoder {
    private final ColumnVector.Longs vector;

    UnsignedDecoder(int rowCapacity) {
        vector = new ColumnVector.Longs(rowCapacity);
    }

    @Override
    ColumnVector vector() {
        return vector;
    }

    @Override
    void decode(byte[] wire, int[] offsets, int rows) throws UnfitValueException {
        long[] values = vector.values;
        boolean[] isNull = vector.isNull;
        int count = 0;
        for (int row = 0; row < rows; row++) {
            int at = offsets[row];
            boolean missing = at == NULL;
            isNull[row] = missing;
            if (!missing) {
                requireWidth(Integer.BYTES, wire, at, row);
                values[count++] = Integer.toUnsignedLong(BigEndian.getInt(wire, at));
            }
        }
        vector.finish(rows, count);
    }
}
