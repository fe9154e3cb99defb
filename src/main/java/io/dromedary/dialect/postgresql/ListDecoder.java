package io.dromedary.dialect.postgresql;

import io.dromedary.table.ColumnVector;
import java.util.Arrays;

/**
 * Of values that hold any number of elements: finds the elements of all rows, then has them decoded like the rows of a
 * column.
 */
abstract class ListDecoder extends ColumnDecoder {
    private static final int ELEMENTS_MIN = 64;
    /** Room for more, for a row larger than a batch, is given up when the batch is done. */
    static final int ELEMENTS_KEPT_MAX = 1 << 16;

    private final PartDecoder elementDecoder;
    private final Specials specials;
    private final ColumnVector.Lists vector;
    /** The elements of all lists up to and with each. */
    private final int[] ends;

    private ColumnDecoder elements;
    private int[] offsets = new int[ELEMENTS_MIN];
    private int count;

    ListDecoder(PartDecoder elementDecoder, int rowCapacity, Specials whole) {
        this.elementDecoder = elementDecoder;
        specials = whole.inside(element -> rowOf(vector(), listOf(element)));
        elements = elementDecoder.of(ELEMENTS_MIN, specials);
        vector = new ColumnVector.Lists(rowCapacity, elements.vector());
        ends = new int[rowCapacity];
    }

    @Override
    final ColumnVector vector() {
        return vector;
    }

    /**
     * Finds the elements of a value with {@link #addElements} or {@link #addElement} and says how long its list is, or
     * {@link #NULL} if the value becomes NULL.
     */
    abstract int walk(byte[] wire, int at, int row) throws UnfitValueException;

    /** What the lists hold, given the elements found. */
    ColumnVector inside(ColumnVector found) {
        return found;
    }

    @Override
    final void decode(byte[] wire, int[] rowOffsets, int rows) throws UnfitValueException {
        int lists = 0;
        count = 0;
        for (int row = 0; row < rows; row++) {
            int at = rowOffsets[row];
            int length = at == NULL ? NULL : walk(wire, at, row);
            vector.isNull[row] = length == NULL;
            if (length != NULL) {
                vector.lengths[lists] = length;
                ends[lists++] = count;
            }
        }
        if (count > elements.vector().rowCapacity()) {
            elements = elementDecoder.of(count + count / 2, specials);
        }
        try {
            elements.decode(wire, offsets, count);
        } catch (UnfitValueException e) {
            throw outside(e);
        }
        vector.elements = inside(elements.vector());
        vector.finish(rows, lists);
    }

    private int listOf(int element) {
        int list = 0;
        while (ends[list] <= element) {
            list++;
        }
        return list;
    }

    private UnfitValueException outside(UnfitValueException e) {
        int list = listOf(e.row());
        int number = e.row() + 1 - (list == 0 ? 0 : ends[list - 1]);
        return e.inside(rowOf(vector, list), "element " + number);
    }

    /** Adds so many elements, each behind its length, and says where they end. */
    final int addElements(byte[] wire, int from, int number) {
        int at = from;
        for (int i = 0; i < number; i++) {
            int length = BigEndian.getInt(wire, at);
            at += LENGTH_BYTES;
            addElement(length == NULL ? NULL : at);
            at += Math.max(0, length);
        }
        return at;
    }

    final void addElement(int offset) {
        if (count == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * count);
        }
        offsets[count++] = offset;
    }

    @Override
    void release() {
        elements.release();
        if (elements.vector().rowCapacity() > ELEMENTS_KEPT_MAX) {
            elements = elementDecoder.of(ELEMENTS_MIN, specials);
            vector.elements = elements.vector();
            offsets = new int[ELEMENTS_MIN];
        }
    }
}
