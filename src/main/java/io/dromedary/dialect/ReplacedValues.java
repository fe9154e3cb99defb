package io.dromedary.dialect;

import java.util.List;

/**
 * Values of one column that a policy has replaced while rows were read.
 *
 * @param column the column's name
 * @param count how many
 * @param first the first of them, at most {@value #FIRST_MAX}
 */
public record ReplacedValues(String column, long count, List<ReplacedValue> first) {
    /** As many values are listed. */
    public static final int FIRST_MAX = 10;

    public ReplacedValues {
        first = List.copyOf(first);
    }

    /**
     * One value.
     *
     * @param row its row among those that were read together, counted from one
     * @param value the text that the database prints of it
     */
    public record ReplacedValue(long row, String value) {}
}
