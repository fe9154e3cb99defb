package io.dromedary.dialect.postgresql;

import io.dromedary.table.ColumnVector;
import java.nio.charset.StandardCharsets;

/** Of {@code numeric} of any size: the nearest double. */
final class NumericDoubleDecoder extends ColumnDecoder {
    private final NumericTextDecoder texts;
    private final ColumnVector.Doubles vector;

    NumericDoubleDecoder(int rowCapacity) {
        texts = new NumericTextDecoder(rowCapacity);
        vector = new ColumnVector.Doubles(rowCapacity);
    }

    @Override
    ColumnVector vector() {
        return vector;
    }

    @Override
    void decode(byte[] wire, int[] offsets, int rows) throws UnfitValueException {
        texts.decode(wire, offsets, rows);
        var text = (ColumnVector.Bytes) texts.vector();
        System.arraycopy(text.isNull, 0, vector.isNull, 0, rows);
        for (int i = 0; i < text.valueCount(); i++) {
            var digits = new String(text.data, text.starts[i], text.lengths[i], StandardCharsets.US_ASCII);
            vector.values[i] = Double.parseDouble(digits);
            if (Double.isInfinite(vector.values[i]) && !digits.endsWith("Infinity")) {
                throw UnfitValueException.data(
                        rowOf(text, i), "the number is larger than every double; set numeric to text");
            }
        }
        vector.finish(rows, text.valueCount());
    }

    @Override
    void release() {
        texts.release();
    }
}
