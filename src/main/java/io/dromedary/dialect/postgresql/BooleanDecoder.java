package io.dromedary.dialect.postgresql;

import io.dromedary.table.ColumnVector;

/** Of {@code boolean}: one byte, 0 or 1. */
final class BooleanDecoder extends ColumnDecoder {
    private final ColumnVector.Booleans vector;

    BooleanDecoder(int rowCapacity) {
        vector = new ColumnVector.Booleans(rowCapacity);
    }

    @Override
    ColumnVector vector() {
        return vector;
    }

    @Override
    void decode(byte[] wire, int[] offsets, int rows) throws UnfitValueException {
        boolean[] values = vector.values;
        boolean[] isNull = vector.isNull;
        int count = 0;
        for (int row = 0; row < rows; row++) {
            int at = offsets[row];
            boolean missing = at == NULL;
            isNull[row] = missing;
            if (!missing) {
                requireWidth(Byte.BYTES, wire, at, row);
                values[count++] = wire[at] != 0;
            }
        }
        vector.finish(rows, count);
    }
}
