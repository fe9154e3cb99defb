package io.dromedary.dialect.postgresql;

import io.dromedary.table.ColumnType;
import io.dromedary.table.ColumnVector;

/** Of {@code numeric} with up to 18 digits. */
final class LongDecimalDecoder extends ColumnDecoder {
    private final NumericFormat format;
    private final Specials specials;
    private final ColumnVector.Longs vector;

    LongDecimalDecoder(ColumnType.Decimal type, int rowCapacity, Specials specials) {
        this.specials = specials;
        format = new NumericFormat(type);
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
                try {
                    values[count] = format.unscaledLong(wire, at, row);
                    count++;
                } catch (UnfitValueException e) {
                    isNull[row] = specials.toNull(e);
                }
            }
        }
        vector.finish(rows, count);
    }
}
