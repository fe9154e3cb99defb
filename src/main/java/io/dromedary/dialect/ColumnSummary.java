package io.dromedary.dialect;

import java.util.Map;

/**
 * What the values of one column come to.
 *
 * @param measures as texts, {@link #NONE} of no values; those that a type or database does not have are left out
 */
public record ColumnSummary(Map<Measure, String> measures) {
    /** The minimum of no values. */
    public static final String NONE = "none";

    public ColumnSummary {
        measures = Map.copyOf(measures);
    }
}
