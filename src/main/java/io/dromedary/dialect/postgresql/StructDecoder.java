package io.dromedary.dialect.postgresql;

import io.dromedary.table.ColumnVector;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Of values that are made of fields: finds the fields of all rows, then has each decoded like a column. */
abstract class StructDecoder extends ColumnDecoder {
    /** For each field, where it is in each struct that is there. */
    final int[][] offsets;

    private final List<ColumnDecoder> fields = new ArrayList<>();
    private final List<ColumnVector> read;
    private final ColumnVector.Structs vector;

    /**
     * A decoder.
     *
     * @param parts the first fields, in their order
     * @param read vectors of the others, which {@link #split} fills
     */
    StructDecoder(int rowCapacity, Specials specials, List<PartDecoder> parts, List<? extends ColumnVector> read) {
        for (PartDecoder part : parts) {
            fields.add(part.of(rowCapacity, specials.inside(struct -> rowOf(vector(), struct))));
        }
        this.read = List.copyOf(read);
        offsets = new int[fields.size()][rowCapacity];
        vector = new ColumnVector.Structs(
                rowCapacity,
                Stream.concat(fields.stream().map(ColumnDecoder::vector), read.stream())
                        .toList());
    }

    @Override
    final ColumnVector vector() {
        return vector;
    }

    /**
     * Finds the fields of a value.
     *
     * @param index which one it is of those that are there
     * @return whether it is there: false if it becomes NULL
     */
    abstract boolean split(byte[] wire, int at, int index, int row) throws UnfitValueException;

    /** A field, for messages. */
    String name(int field) {
        return "field " + (field + 1);
    }

    @Override
    final void decode(byte[] wire, int[] rowOffsets, int rows) throws UnfitValueException {
        int structs = 0;
        for (int row = 0; row < rows; row++) {
            int at = rowOffsets[row];
            boolean present = at != NULL && split(wire, at, structs, row);
            vector.isNull[row] = !present;
            structs += present ? 1 : 0;
        }
        vector.finish(rows, structs);
        for (int i = 0; i < offsets.length; i++) {
            try {
                fields.get(i).decode(wire, offsets[i], structs);
            } catch (UnfitValueException e) {
                throw outside(e, i);
            }
        }
        for (ColumnVector other : read) {
            other.finish(structs, structs);
        }
    }

    private UnfitValueException outside(UnfitValueException e, int field) {
        return e.inside(rowOf(vector, e.row()), name(field));
    }

    @Override
    void release() {
        fields.forEach(ColumnDecoder::release);
    }
}
