package io.dromedary.parquet;

import java.util.List;
import org.apache.parquet.format.SchemaElement;

/**
 * A leaf of a file's schema, which has a column chunk in every row group, and the way to it.
 *
 * @param column the column it belongs to, counted from zero
 * @param element as the footer has it
 * @param path the names of the elements from below the root to the leaf
 * @param steps one for each vector from that of the column to that of the leaf; a leaf that is the column has one
 */
record Leaf(int column, SchemaElement element, List<String> path, List<Step> steps) {

    /**
     * A vector on the way.
     *
     * @param nullable whether its rows may be missing
     * @param repeated whether it holds lists, so that the next one holds their elements
     * @param field if it holds structs: which field is the next one
     */
    record Step(boolean nullable, boolean repeated, int field) {
        static Step list(boolean nullable) {
            return new Step(nullable, true, 0);
        }

        static Step struct(boolean nullable, int field) {
            return new Step(nullable, false, field);
        }

        static Step leaf(boolean nullable) {
            return new Step(nullable, false, 0);
        }
    }

    /** Whether lists or structs are on the way. */
    boolean isNested() {
        return steps.size() > 1;
    }

    /** The definition level of a value that is there. */
    int definitionLevelMax() {
        return (int) steps.stream().filter(Step::nullable).count() + repetitionLevelMax();
    }

    /** How many lists are around a value. */
    int repetitionLevelMax() {
        return (int) steps.stream().filter(Step::repeated).count();
    }

    /** For messages. */
    String name() {
        return String.join(".", path);
    }
}
