package io.dromedary.dialect.postgresql;

import io.dromedary.table.ColumnVector;

/** Of {@code time}: microseconds since midnight. */
final class TimeDecoder extends ColumnDecoder {
    private final ColumnVector.Longs vector;

    TimeDecoder(int rowCapacity) {
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
                if (micros >= PostgresqlEpoch.DAY_MICROS) {
                    throw UnfitValueException.data(
                            row, "24:00:00 has no Parquet time; exclude the row with where_clause or the column");
                }
                values[count++] = micros;
            }
        }
        vector.finish(rows, count);
    }
}
