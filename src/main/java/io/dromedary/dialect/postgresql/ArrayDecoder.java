package io.dromedary.dialect.postgresql;

import io.dromedary.table.ColumnVector;
import java.util.Arrays;

/** Of arrays. Those of several dimensions become lists of lists. */
final class ArrayDecoder extends ListDecoder {
    private static final int HEADER_BYTES = 3 * Integer.BYTES;
    private static final int DIMENSION_BYTES = 2 * Integer.BYTES;

    private final int elementOid;
    private final int dimensions;
    /** For each dimension but the first. */
    private final Inner[] inner;

    /** The lists of a dimension, all of them there. */
    private static final class Inner {
        private int[] lengths = new int[0];
        private int count;
        private ColumnVector.Lists vector = new ColumnVector.Lists(0, new ColumnVector.Booleans(0));

        void add(int lists, int length) {
            if (count + lists > lengths.length) {
                lengths = Arrays.copyOf(lengths, Math.max(count + lists, 2 * count));
            }
            Arrays.fill(lengths, count, count + lists, length);
            count += lists;
        }

        ColumnVector of(ColumnVector elements) {
            if (count > vector.rowCapacity() || vector.rowCapacity() > ELEMENTS_KEPT_MAX) {
                vector = new ColumnVector.Lists(count, elements);
            }
            vector.elements = elements;
            System.arraycopy(lengths, 0, vector.lengths, 0, count);
            vector.finish(count, count);
            lengths = count > ELEMENTS_KEPT_MAX ? new int[0] : lengths;
            count = 0;
            return vector;
        }
    }

    ArrayDecoder(WireType.Array type, int rowCapacity) {
        super(type.element()::decoder, rowCapacity);
        elementOid = type.elementOid();
        dimensions = type.dimensions();
        inner = new Inner[dimensions - 1];
        Arrays.setAll(inner, i -> new Inner());
    }

    @Override
    int walk(byte[] wire, int at, int row) throws UnfitValueException {
        int found = BigEndian.getInt(wire, at);
        if (BigEndian.getInt(wire, at + 2 * Integer.BYTES) != elementOid) {
            throw UnfitValueException.altered(row);
        } else if (found == 0) {
            return 0;
        } else if (found != dimensions) {
            throw UnfitValueException.data(
                    row,
                    "an array of %d dimensions, but the column is exported with %d; exclude the row with where_clause,"
                                    .formatted(found, dimensions)
                            + " or cast the column to text in a query");
        }
        int elements = 1;
        for (int i = 0; i < dimensions; i++) {
            int size = BigEndian.getInt(wire, at + HEADER_BYTES + i * DIMENSION_BYTES);
            requireFirst(BigEndian.getInt(wire, at + HEADER_BYTES + i * DIMENSION_BYTES + Integer.BYTES), row);
            if (i > 0) {
                inner[i - 1].add(elements, size);
            }
            elements *= size;
        }
        int end = addElements(wire, at + HEADER_BYTES + dimensions * DIMENSION_BYTES, elements, row);
        requireWidth(end - at, wire, at, row);
        return BigEndian.getInt(wire, at + HEADER_BYTES);
    }

    private static void requireFirst(int lowerBound, int row) throws UnfitValueException {
        if (lowerBound != 1) {
            throw UnfitValueException.data(
                    row,
                    "an array that counts from %d instead of 1, which a list cannot tell; exclude the row with"
                                    .formatted(lowerBound)
                            + " where_clause, or cast the column to text in a query");
        }
    }

    @Override
    ColumnVector inside(ColumnVector found) {
        ColumnVector vector = found;
        for (int i = inner.length - 1; i >= 0; i--) {
            vector = inner[i].of(vector);
        }
        return vector;
    }
}
