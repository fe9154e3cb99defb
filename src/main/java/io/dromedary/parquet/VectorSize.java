package io.dromedary.parquet;

import io.dromedary.table.ColumnVector;

/** How many bytes the values of vectors take, about: strings and bytes by their length, other values eight each. */
final class VectorSize {
    private VectorSize() {}

    /** Of all rows, with everything that is nested in them. */
    static long bytes(ColumnVector vector) {
        if (vector instanceof ColumnVector.Lists lists) {
            // Every element has levels, also one that is missing.
            return ((long) lists.rowCount() + lists.elements.rowCount()) * Integer.BYTES + bytes(lists.elements);
        } else if (vector instanceof ColumnVector.Structs structs) {
            return structs.fields.stream().mapToLong(VectorSize::bytes).sum()
                    + (long) structs.rowCount() * structs.fields.size() * Integer.BYTES;
        }
        return valueBytes(vector, 0, vector.valueCount());
    }

    /** Of the values {@code from} to {@code to} of a vector that is not nested. */
    static long valueBytes(ColumnVector vector, int from, int to) {
        if (!(vector instanceof ColumnVector.Bytes strings)) {
            return (long) (to - from) * Long.BYTES;
        }
        long bytes = 0;
        for (int i = from; i < to; i++) {
            bytes += strings.lengths[i];
        }
        return bytes;
    }
}
