package io.dromedary.dialect.postgresql;

import io.dromedary.table.ColumnVector;

/** Of {@code timestamp} and {@code timestamptz}: microseconds since 2000-01-01 on the wire. */
final class TimestampDecoder extends ColumnDecoder {
    private final Specials specials;
    private final long firstMicros;
    private final long lastMicros;
    private final ColumnVector.Longs vector;

    TimestampDecoder(int rowCapacity, Specials specials) {
        this.specials = specials;
        firstMicros = specials.isKeeping() ? PostgresqlEpoch.FIRST_MICROS_KEPT : PostgresqlEpoch.FIRST_MICROS;
        lastMicros = specials.isKeeping() ? Long.MAX_VALUE : PostgresqlEpoch.LAST_MICROS;
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
                // What does not fit 64 bits, the infinities too, has wrapped around and lies before the first.
                if (micros < firstMicros || micros > lastMicros) {
                    isNull[row] = specials.toNull(PostgresqlEpoch.unfitTimestamp(row, BigEndian.getLong(wire, at)));
                } else {
                    values[count++] = micros;
                }
            }
        }
        vector.finish(rows, count);
    }
}
