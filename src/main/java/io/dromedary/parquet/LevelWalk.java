package io.dromedary.parquet;

import io.dromedary.parquet.Leaf.Step;
import io.dromedary.table.ColumnVector;
import java.util.Arrays;

/**
 * Finds Parquet's levels of one leaf by walking the vectors from its column down to it, for some rows at a time.
 *
 * <p>It begins with one entry for each row and goes down step by step. An entry that ends on the way, since a value is
 * missing or a list is empty, keeps the definition level that it had; a list with elements turns its entry into one for
 * each of them.
 */
final class LevelWalk {
    private static final ColumnVector NOTHING = new ColumnVector.Booleans(0);

    private final Leaf leaf;
    private final ColumnVector[] vectors;
    /** For each step, its next row and its next value. */
    private final int[] nextRows;

    private final int[] nextValues;

    /** The levels of the entries found last, valid up to {@link #count}. */
    byte[] repetition = new byte[0];

    byte[] definition = new byte[0];
    private byte[] otherRepetition = new byte[0];
    private byte[] otherDefinition = new byte[0];
    private int count;

    LevelWalk(Leaf leaf) {
        this.leaf = leaf;
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

    /** The entries found last. */
    int count() {
        return count;
    }

    /** Finds the levels of the next rows. */
    void next(int rows) {
        count = rows;
        reserve(rows);
        Arrays.fill(repetition, 0, rows, (byte) 0);
        Arrays.fill(definition, 0, rows, (byte) 0);
        int alive = rows;
        int level = 0;
        int depth = 0;
        for (int i = 0; i < vectors.length; i++) {
            Step step = leaf.steps().get(i);
            int row = nextRows[i];
            nextRows[i] += alive;
            if (step.nullable()) {
                alive = define(vectors[i], row, level++);
            }
            int value = nextValues[i];
            nextValues[i] += alive;
            if (step.repeated()) {
                alive = expand((ColumnVector.Lists) vectors[i], value, level++, ++depth);
            }
        }
    }

    /** Raises the level of all entries that have a value, and says how many they are. */
    private int define(ColumnVector vector, int firstRow, int level) {
        boolean[] isNull = vector.isNull;
        boolean nulls = vector.nullCount() > 0;
        int row = firstRow;
        int defined = 0;
        for (int i = 0; i < count; i++) {
            if (definition[i] == level) {
                if (!nulls || !isNull[row]) {
                    definition[i]++;
                    defined++;
                }
                row++;
            }
        }
        return defined;
    }

    /** Turns each list into its elements, and says how many they are. */
    private int expand(ColumnVector.Lists lists, int firstList, int level, int depth) {
        int list = firstList;
        long entries = count;
        for (int i = 0; i < count; i++) {
            if (definition[i] == level) {
                entries += Math.max(0, lists.lengths[list++] - 1);
            }
        }
        byte[] fromRepetition = repetition;
        byte[] fromDefinition = definition;
        int from = count;
        swap();
        count = Math.toIntExact(entries);
        reserve(count);
        list = firstList;
        int elements = 0;
        int to = 0;
        for (int i = 0; i < from; i++) {
            repetition[to] = fromRepetition[i];
            definition[to] = fromDefinition[i];
            int length = fromDefinition[i] == level ? lists.lengths[list++] : 0;
            if (length > 0) {
                Arrays.fill(repetition, to + 1, to + length, (byte) depth);
                Arrays.fill(definition, to, to + length, (byte) (level + 1));
                elements += length;
            }
            to += Math.max(1, length);
        }
        return elements;
    }

    private void swap() {
        byte[] kept = repetition;
        repetition = otherRepetition;
        otherRepetition = kept;
        kept = definition;
        definition = otherDefinition;
        otherDefinition = kept;
    }

    private void reserve(int length) {
        if (length > repetition.length) {
            repetition = new byte[ColumnValues.capacity(0, length)];
            definition = new byte[repetition.length];
        }
    }

    /** Forgets the vectors, and what much memory was needed for. */
    void end() {
        Arrays.fill(vectors, NOTHING);
        if (Math.max(repetition.length, otherRepetition.length) > ColumnValues.KEPT_MAX) {
            repetition = new byte[0];
            definition = new byte[0];
            otherRepetition = new byte[0];
            otherDefinition = new byte[0];
        }
    }
}
