package io.dromedary.dialect.postgresql;

import io.dromedary.table.ColumnVector;

/** Of {@code real}: NaN and the infinities too. */
final class Float32Decoder extends ColumnDecoder {
    private final ColumnVector.Floats vector;

    Float32Decoder(int rowCapacity) {
        vector = new ColumnVector.Floats(rowCapacity);
    }

    @Override
    ColumnVector vector() {
        return vector;
    }

    @Override
    void decode(byte[] wire, int[] offsets, int rows) throws UnfitValueException {
        float[] values = vector.values;
        boolean[] isNull = vector.isNull;
        int count = 0;
        for (int row = 0; row < rows; row++) {
            int at = offsets[row];
            boolean missing = at == NULL;
            isNull[row] = missing;
            if (!missing) {
                requireWidth(Integer.BYTES, wire, at, row);
                values[count++] = Float.intBitsToFloat(BigEndian.getInt(wire, at));
            }
        }
        vector.finish(rows, count);
    }
}
