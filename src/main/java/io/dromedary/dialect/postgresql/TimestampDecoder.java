package io.dromedary.dialect.postgresql;

import io.dromedary.table.ColumnVector;

/** Of {@code timestamp} and {@code timestamptz}: microseconds since 2000-01-01 on the wire. */
final class TimestampDecoder extends ColumnDecoder {
    private final ColumnVector.Longs vector;

    TimestampDecoder(int rowCapacity) {
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
                requireWidth(Long.BYTES, wire, at, row);
                long micros = BigEndian.getLong(wire, at) + PostgresqlEpoch.MICROS;
                if (micros < PostgresqlEpoch.FIRST_MICROS || micros > PostgresqlEpoch.LAST_MICROS) {
                    throw UnfitValueException.data(row, PostgresqlEpoch.refuseTimestamp(BigEndian.getLong(wire, at)));
                }
                values[count++] = micros;
            }
        }
        vector.finish(rows, count);
    }
}
