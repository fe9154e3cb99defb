package io.dromedary.dialect.postgresql;

import io.dromedary.table.ColumnVector;

/** Of {@code vector}: the number of elements, two unused bytes, then the elements without their lengths. */
final class VectorDecoder extends ListDecoder {
    private static final int HEADER_BYTES = 2 * Short.BYTES;

    VectorDecoder(int rowCapacity, Specials specials) {
        super((capacity, ofPart) -> new Elements(capacity), rowCapacity, specials);
    }

    @Override
    int walk(byte[] wire, int at, int row) throws UnfitValueException {
        int elements = Short.toUnsignedInt(BigEndian.getShort(wire, at));
        requireWidth(HEADER_BYTES + elements * Float.BYTES, wire, at, row);
        for (int i = 0; i < elements; i++) {
            addElement(at + HEADER_BYTES + i * Float.BYTES);
        }
        return elements;
    }

    /** None of them is missing. */
    private static final class Elements extends ColumnDecoder {
        private final ColumnVector.Floats vector;

        Elements(int capacity) {
            vector = new ColumnVector.Floats(capacity);
        }

        @Override
        ColumnVector vector() {
            return vector;
        }

        @Override
        void decode(byte[] wire, int[] offsets, int rows) {
            for (int row = 0; row < rows; row++) {
                vector.isNull[row] = false;
                vector.values[row] = Float.intBitsToFloat(BigEndian.getInt(wire, offsets[row]));
            }
            vector.finish(rows, rows);
        }
    }
}
