package io.dromedary.dialect.postgresql;

import io.dromedary.table.ColumnVector;
import java.util.Arrays;

/** Of arrays. Those of several dimensions become lists of lists. */
final class ArrayDecoder extends ListDecoder {
    private static final int HEADER_BYTES = 3 * Integer.BYTES;
    private static final int DIMENSION_BYTES = 2 * Integer.BYTES;

    private final Specials specials;
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

    ArrayDecoder(WireType.Array type, int rowCapacity, Specials specials) {
        super(type.element()::decoder, rowCapacity, specials);
        this.specials = specials;
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
        } else if (!fits(wire, at, found, row)) {
            return NULL;
        }
        int elements = size(wire, at, 0);
        for (int i = 1; i < dimensions; i++) {
            inner[i - 1].add(elements, size(wire, at, i));
            elements *= size(wire, at, i);
        }
        int end = addElements(wire, dimension(at, dimensions), elements);
        requireWidth(end - at, wire, at, row);
        return size(wire, at, 0);
    }

    /** False: the value becomes NULL. */
    private boolean fits(byte[] wire, int at, int found, int row) throws UnfitValueException {
        if (found != dimensions) {
            String reason = "an array of %d dimensions, but the column is exported with %d; exclude the row with"
                    + " where_clause or set special_values";
            return !specials.toNull(UnfitValueException.special(
                    row, reason.formatted(found, dimensions), "array of %d dimensions".formatted(found)));
        }
        for (int i = 0; i < dimensions; i++) {
            int first = BigEndian.getInt(wire, dimension(at, i) + Integer.BYTES);
            if (first != 1) {
                String reason =
                        "an array that counts from %d instead of 1, which a list cannot tell; exclude the row with"
                                + " where_clause or set special_values";
                return !specials.toNull(UnfitValueException.special(
                        row, reason.formatted(first), "array that counts from %d".formatted(first)));
            }
        }
        return true;
    }

    private static int dimension(int at, int index) {
        return at + HEADER_BYTES + index * DIMENSION_BYTES;
    }

    private static int size(byte[] wire, int at, int index) {
        return BigEndian.getInt(wire, dimension(at, index));
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
