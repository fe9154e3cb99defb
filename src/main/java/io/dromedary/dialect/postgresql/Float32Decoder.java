package io.dromedary.dialect.postgresql;

import io.dromedary.table.ColumnVector;

/** Of {@code real}: finite values only; whoever reads statistics of a file cannot order NaN. */
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
                float value = Float.intBitsToFloat(BigEndian.getInt(wire, at));
                if (!Float.isFinite(value)) {
                    throw UnfitValueException.data(
                            row, value + " is not exported yet; exclude the row with where_clause or the column");
                }
                values[count++] = value;
            }
        }
        vector.finish(rows, count);
    }
}
