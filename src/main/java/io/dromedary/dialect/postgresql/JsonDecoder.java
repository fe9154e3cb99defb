package io.dromedary.dialect.postgresql;

import io.dromedary.table.ColumnVector;

/**
 * Of {@code json}, which is its text, and {@code jsonb}, which is a version byte and the text. No JSON text starts with
 * that byte. The vector points into the wire's bytes; nothing is copied.
 */
final class JsonDecoder extends ColumnDecoder {
    private static final byte JSONB_VERSION = 1;
    private static final byte[] NOTHING = new byte[0];

    private final ColumnVector.Bytes vector;

    JsonDecoder(int rowCapacity) {
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
                int length = length(wire, at);
                int skipped = length > 0 && wire[at] == JSONB_VERSION ? 1 : 0;
                starts[count] = at + skipped;
                lengths[count] = length - skipped;
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
