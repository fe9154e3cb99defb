package io.dromedary.dialect.postgresql;

import io.dromedary.table.ColumnVector;

/** Of {@code date}: days since 2000-01-01 on the wire. */
final class DateDecoder extends ColumnDecoder {
    private final ColumnVector.Ints vector;

    DateDecoder(int rowCapacity) {
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
                int day = BigEndian.getInt(wire, at) + PostgresqlEpoch.DAYS;
                if (day < PostgresqlEpoch.FIRST_DAY || day > PostgresqlEpoch.LAST_DAY) {
                    throw UnfitValueException.data(row, PostgresqlEpoch.refuseDate(BigEndian.getInt(wire, at)));
                }
                values[count++] = day;
            }
        }
        vector.finish(rows, count);
    }
}
