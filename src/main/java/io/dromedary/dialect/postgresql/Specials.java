package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.ReplacedValues;
import io.dromedary.dialect.ReplacedValues.ReplacedValue;
import io.dromedary.dialect.TypePolicies.SpecialValues;
import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of the values of one column that have no exact place, while a cursor reads: they fail, or become NULL
 * and are counted. Not thread-safe.
 */
final class Specials {
    private final SpecialValues policy;
    private final List<ReplacedValue> first = new ArrayList<>();
    private long count;
    private long rowsBefore;

    Specials(SpecialValues policy) {
        this.policy = policy;
    }

    /** Whether what Parquet can hold is carried over, though not every reader understands it. */
    boolean isKeeping() {
        return policy == SpecialValues.KEEP;
    }

    /**
     * Takes note of a value that becomes NULL.
     *
     * @return true
     * @throws UnfitValueException the same, if it may not
     */
    boolean toNull(UnfitValueException special) throws UnfitValueException {
        String value = special.findValue().orElse(null);
        if (policy != SpecialValues.NULL || value == null) {
            throw special;
        }
        count++;
        if (first.size() < ReplacedValues.FIRST_MAX) {
            first.add(new ReplacedValue(rowsBefore + special.row() + 1, value));
        }
        return true;
    }

    /** Says that a batch is done. */
    void advance(int rows) {
        rowsBefore += rows;
    }

    /** What has become NULL so far. */
    ReplacedValues replaced(String column) {
        return new ReplacedValues(column, count, first);
    }
}
