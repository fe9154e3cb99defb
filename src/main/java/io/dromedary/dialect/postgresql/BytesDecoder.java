package io.dromedary.dialect.postgresql;

import io.dromedary.table.ColumnVector;

/** Of text, {@code bytea} and enum labels. The vector points into the wire's bytes; nothing is copied. */
final class BytesDecoder extends ColumnDecoder {
    private static final byte[] NOTHING = new byte[0];

    private final ColumnVector.Bytes vector;

    BytesDecoder(int rowCapacity) {
        vector = new ColumnVector.Bytes(rowCapacity);
    }

    @Override
    ColumnVector vector() {
        return vector;
    }

    @Override
    void decode(byte[] wire, int[] offsets, int rows) {
        int[] starts = vector.starts;
        int[] lengths = vector.lengths;
        boolean[] isNull = vector.isNull;
        int count = 0;
        for (int row = 0; row < rows; row++) {
            int at = offsets[row];
            boolean missing = at == NULL;
            isNull[row] = missing;
            if (!missing) {
                starts[count] = at;
                lengths[count] = length(wire, at);
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
