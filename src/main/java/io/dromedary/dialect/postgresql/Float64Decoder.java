package io.dromedary.dialect.postgresql;

import io.dromedary.table.ColumnVector;

/** Of {@code double precision}: NaN and the infinities too. */
final class Float64Decoder extends ColumnDecoder {
    private final ColumnVector.Doubles vector;

    Float64Decoder(int rowCapacity) {
        vector = new ColumnVector.Doubles(rowCapacity);
    }

    @Override
    ColumnVector vector() {
        return vector;
    }

    @Override
    void decode(byte[] wire, int[] offsets, int rows) throws UnfitValueException {
        double[] values = vector.values;
        boolean[] isNull = vector.isNull;
        int count = 0;
        for (int row = 0; row < rows; row++) {
            int at = offsets[row];
            boolean missing = at == NULL;
            isNull[row] = missing;
            if (!missing) {
                requireWidth(Long.BYTES, wire, at, row);
                values[count++] = Double.longBitsToDouble(BigEndian.getLong(wire, at));
            }
        }
        vector.finish(rows, count);
    }
}
