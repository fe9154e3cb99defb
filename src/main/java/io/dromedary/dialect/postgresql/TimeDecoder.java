package io.dromedary.dialect.postgresql;

import io.dromedary.table.ColumnVector;

/** Of {@code time}: microseconds since midnight. */
final class TimeDecoder extends ColumnDecoder {
    private static final String REASON =
            "24:00:00 has no Parquet time; exclude the row with where_clause or set special_values";

    private final Specials specials;
    private final long lastMicros;
    private final ColumnVector.Longs vector;

    TimeDecoder(int rowCapacity, Specials specials) {
        this.specials = specials;
        lastMicros = PostgresqlEpoch.DAY_MICROS - (specials.isKeeping() ? 0 : 1);
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
                long micros = BigEndian.getLong(wire, at);
                if (micros > lastMicros) {
                    isNull[row] = specials.toNull(UnfitValueException.special(row, REASON, "24:00:00"));
                } else {
                    values[count++] = micros;
                }
            }
        }
        vector.finish(rows, count);
    }
}
