package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.ReplacedValues;
import io.dromedary.dialect.ReplacedValues.ReplacedValue;
import io.dromedary.dialect.TypePolicies.InvalidText;
import io.dromedary.dialect.TypePolicies.SpecialValues;
import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of the values of one column that have no exact place, while a cursor reads: they fail, or are
 * replaced and counted. Not thread-safe.
 */
final class Specials {
    private final SpecialValues policy;
    private final TextMapping texts;
    private final List<ReplacedValue> first = new ArrayList<>();
    private long count;
    private long rowsBefore;

    Specials(TypeMapping mapping) {
        policy = mapping.policies().specialValues();
        texts = mapping.texts();
    }

    /** Whether nobody has made sure that text is UTF-8. */
    boolean isTextUnverified() {
        return texts.isUnverified();
    }

    /** What becomes of text that is not. */
    InvalidText invalidText() {
        return texts.policy();
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
        note(special.row(), value);
        return true;
    }

    /** Counts a value that is replaced; its row is that of the batch. */
    void note(int row, String value) {
        count++;
        if (first.size() < ReplacedValues.FIRST_MAX) {
            first.add(new ReplacedValue(rowsBefore + row + 1, value));
        }
    }

    /** Says that a batch is done. */
    void advance(int rows) {
        rowsBefore += rows;
    }

    /** What was replaced so far. */
    ReplacedValues replaced(String column) {
        return new ReplacedValues(column, count, first);
    }
}
