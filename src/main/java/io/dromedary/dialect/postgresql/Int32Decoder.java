package io.dromedary.dialect.postgresql;

import io.dromedary.table.ColumnVector;

/** Of {@code integer}. */
final class Int32Decoder extends ColumnDecoder {
    private final ColumnVector.Ints vector;

    Int32Decoder(int rowCapacity) {
        vector = new ColumnVector.Ints(rowCapacity);
    }

    @Override
    ColumnVector vector() {
        return vector;
    }

    @Override
    void decode(byte[] wire, int[] offsets, int rows) throws UnfitValueException {
        int[] values = vector.values;
        boolean[] isNull = vector.isNull;
        int count = 0;
        for (int row = 0; row < rows; row++) {
            int at = offsets[row];
            boolean missing = at == NULL;
            isNull[row] = missing;
            if (!missing) {
                requireWidth(Integer.BYTES, wire, at, row);
                values[count++] = BigEndian.getInt(wire, at);
            }
        }
        vector.finish(rows, count);
    }
}
