package io.dromedary.dialect.postgresql;

import io.dromedary.table.ColumnType;
import io.dromedary.table.ColumnVector;

/** Of {@code uuid}: 16 bytes. The vector points into the wire's bytes; nothing is copied. */
final class UuidDecoder extends ColumnDecoder {
    private static final byte[] NOTHING = new byte[0];

    private final ColumnVector.Bytes vector;

    UuidDecoder(int rowCapacity) {
        vector = new ColumnVector.Bytes(rowCapacity);
    }

    @Override
    ColumnVector vector() {
        return vector;
    }

    @Override
    void decode(byte[] wire, int[] offsets, int rows) throws UnfitValueException {
        int[] starts = vector.starts;
        int[] lengths = vector.lengths;
        boolean[] isNull = vector.isNull;
        int count = 0;
        for (int row = 0; row < rows; row++) {
            int at = offsets[row];
            boolean missing = at == NULL;
            isNull[row] = missing;
            if (!missing) {
                requireWidth(ColumnType.Uuid.BYTES, wire, at, row);
                starts[count] = at;
                lengths[count] = ColumnType.Uuid.BYTES;
                count++;
            }
        }
        vector.data = wire;
        vector.finish(rows, count);
    }

    @Override
    void release() {
        vector.data = NOTHING;
    }
}
