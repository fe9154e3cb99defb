package io.dromedary.parquet;

import io.dromedary.table.ColumnVector;
import java.util.Arrays;

/**
 * The levels of some rows of a leaf, found by going down its vectors. Shared by the leaves of a file, which use it one
 * after the other.
 *
 * <p>It begins with one entry for each row. An entry that ends on the way, since a value is missing or a list is empty,
 * keeps the definition level that it had; a list with elements turns its entry into one for each of them.
 */
final class LevelEntries {
    /** Valid up to {@link #count}. */
    byte[] repetition = new byte[0];

    byte[] definition = new byte[0];
    private byte[] otherRepetition = new byte[0];
    private byte[] otherDefinition = new byte[0];
    private int count;

    int count() {
        return count;
    }

    void start(int rows) {
        count = rows;
        reserve(rows);
        Arrays.fill(repetition, 0, rows, (byte) 0);
        Arrays.fill(definition, 0, rows, (byte) 0);
    }

    /** Raises the level of all entries that have a value, and says how many they are. */
    int define(ColumnVector vector, int firstRow, int level) {
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
    int expand(ColumnVector.Lists lists, int firstList, int level, int depth) {
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

    /** Gives up what much memory was needed for. */
    void release() {
        if (Math.max(repetition.length, otherRepetition.length) > ColumnValues.KEPT_MAX) {
            repetition = new byte[0];
            definition = new byte[0];
            otherRepetition = new byte[0];
            otherDefinition = new byte[0];
        }
    }
}
