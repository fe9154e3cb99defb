package io.dromedary.dialect.postgresql;

import io.dromedary.table.ColumnVector;
import java.util.List;
import java.util.stream.Stream;

/** Of values that are made of fields: finds the fields of all rows, then has each decoded like a column. */
abstract class StructDecoder extends ColumnDecoder {
    /** For each field, where it is in each struct that is there. */
    final int[][] offsets;

    private final List<ColumnDecoder> fields;
    private final List<ColumnVector> read;
    private final ColumnVector.Structs vector;

    /**
     * A decoder.
     *
     * @param fields the first fields, in their order
     * @param read vectors of the others, which {@link #split} fills
     */
    StructDecoder(int rowCapacity, List<ColumnDecoder> fields, List<? extends ColumnVector> read) {
        this.fields = fields;
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
     */
    abstract void split(byte[] wire, int at, int index, int row) throws UnfitValueException;

    /** A field, for messages. */
    String name(int field) {
        return "field " + (field + 1);
    }

    @Override
    final void decode(byte[] wire, int[] rowOffsets, int rows) throws UnfitValueException {
        int structs = 0;
        for (int row = 0; row < rows; row++) {
            int at = rowOffsets[row];
            vector.isNull[row] = at == NULL;
            if (at != NULL) {
                split(wire, at, structs++, row);
            }
        }
        vector.finish(rows, structs);
        for (int i = 0; i < offsets.length; i++) {
            try {
                fields.get(i).decode(wire, offsets[i], structs);
            } catch (UnfitValueException e) {
                throw e.inside(rowOf(vector, e.row()), name(i));
            }
        }
        for (ColumnVector other : read) {
            other.finish(structs, structs);
        }
    }

    @Override
    void release() {
        fields.forEach(ColumnDecoder::release);
    }
}
