package io.dromedary.parquet;

import io.dromedary.parquet.Leaf.Step;
import io.dromedary.table.ColumnVector;
import java.util.Arrays;

/**
 * Finds Parquet's levels of one leaf by walking the vectors from its column down to it, for some rows at a time.
 */
final class LevelWalk {
    private static final ColumnVector NOTHING = new ColumnVector.Booleans(0);

    private final Leaf leaf;
    private final ColumnVector[] vectors;
    /** For each step, its next row and its next value. */
    private final int[] nextRows;

    private final int[] nextValues;

    private final LevelEntries entries;

    LevelWalk(Leaf leaf, LevelEntries entries) {
        this.leaf = leaf;
        this.entries = entries;
        vectors = new ColumnVector[leaf.steps().size()];
        nextRows = new int[vectors.length];
        nextValues = new int[vectors.length];
        end();
    }

    /** Starts at the first row of a column's vector. */
    void begin(ColumnVector column) {
        Arrays.fill(nextRows, 0);
        Arrays.fill(nextValues, 0);
        ColumnVector vector = column;
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = vector;
            if (i + 1 < vectors.length) {
                vector = below(vector, leaf.steps().get(i));
            }
        }
    }

    private ColumnVector below(ColumnVector vector, Step step) {
        if (step.repeated()) {
            var lists = (ColumnVector.Lists) vector;
            requireRows(lists.elements, elements(lists, 0, lists.valueCount()));
            return lists.elements;
        }
        ColumnVector field = ((ColumnVector.Structs) vector).fields.get(step.field());
        requireRows(field, vector.valueCount());
        return field;
    }

    private void requireRows(ColumnVector vector, int rows) {
        if (vector.rowCount() != rows) {
            throw new IllegalArgumentException(
                    "Column %s has %d rows inside of %d".formatted(leaf.name(), vector.rowCount(), rows));
        }
    }

    private static int elements(ColumnVector.Lists lists, int from, int to) {
        long elements = 0;
        for (int i = from; i < to; i++) {
            elements += lists.lengths[i];
        }
        return Math.toIntExact(elements);
    }

    /** The vector that a step looks at. */
    ColumnVector vector(int step) {
        return vectors[step];
    }

    /** The vector of the leaf. */
    ColumnVector values() {
        return vectors[vectors.length - 1];
    }

    /** The value of the leaf that {@link #next} goes on with. */
    int nextValue() {
        return nextValues[vectors.length - 1];
    }

    /** Finds the entries of the next rows. */
    void next(int rows) {
        entries.start(rows);
        int alive = rows;
        int level = 0;
        int depth = 0;
        for (int i = 0; i < vectors.length; i++) {
            Step step = leaf.steps().get(i);
            int row = nextRows[i];
            nextRows[i] += alive;
            if (step.nullable()) {
                alive = entries.define(vectors[i], row, level++);
            }
            int value = nextValues[i];
            nextValues[i] += alive;
            if (step.repeated()) {
                alive = entries.expand((ColumnVector.Lists) vectors[i], value, level++, ++depth);
            }
        }
    }

    /** Forgets the vectors. */
    void end() {
        Arrays.fill(vectors, NOTHING);
    }
}
