package io.dromedary.dialect.postgresql;

import io.dromedary.table.ColumnVector;

/** Of {@code date}: days since 2000-01-01 on the wire. */
final class DateDecoder extends ColumnDecoder {
    private final Specials specials;
    private final int firstDay;
    private final int lastDay;
    private final ColumnVector.Ints vector;

    DateDecoder(int rowCapacity, Specials specials) {
        this.specials = specials;
        firstDay = specials.isKeeping() ? PostgresqlEpoch.FIRST_DAY_KEPT : PostgresqlEpoch.FIRST_DAY;
        lastDay = specials.isKeeping() ? PostgresqlEpoch.LAST_DAY_KEPT : PostgresqlEpoch.LAST_DAY;
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
                // The infinities lie outside too, since the sum has wrapped around.
                if (day < firstDay || day > lastDay) {
                    isNull[row] = specials.toNull(PostgresqlEpoch.unfitDate(row, BigEndian.getInt(wire, at)));
                } else {
                    values[count++] = day;
                }
            }
        }
        vector.finish(rows, count);
    }
}
