package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.ReplacedValues;
import io.dromedary.dialect.ReplacedValues.ReplacedValue;
import io.dromedary.dialect.TypePolicies.InvalidText;
import io.dromedary.dialect.TypePolicies.SpecialValues;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the values of one column that have no exact place, while a cursor reads: they fail, or are
 * replaced and counted. Not thread-safe.
 */
final class Specials {
    private final SpecialValues policy;
    private final TextMapping texts;
    private final @Nullable Part part;
    private final List<ReplacedValue> first = new ArrayList<>();
    private long count;
    private long rowsBefore;

    Specials(TypeMapping mapping) {
        this(mapping.policies().specialValues(), mapping.texts(), null);
    }

    private Specials(SpecialValues policy, TextMapping texts, @Nullable Part part) {
        this.policy = policy;
        this.texts = texts;
        this.part = part;
    }

    /** Knows where parts are in the values that they belong to. */
    interface Place {
        /** The same, said of the value that it is a part of. */
        UnfitValueException of(UnfitValueException part);
    }

    private record Part(Specials whole, Place place) {}

    /** What becomes of a part of the values of this column. */
    Specials inside(Place place) {
        return new Specials(policy, texts, new Part(this, place));
    }

    /** Whether nobody has made sure that text is UTF-8. The server does of parts, which are not fetched as bytes. */
    boolean isTextUnverified() {
        return part == null && texts.isUnverified();
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
        column().note(row(special), value);
        return true;
    }

    /** Counts a value of the column that is replaced; its row is that of the batch. */
    void note(int row, String value) {
        count++;
        if (first.size() < ReplacedValues.FIRST_MAX) {
            first.add(new ReplacedValue(rowsBefore + row + 1, value));
        }
    }

    private Specials column() {
        return part == null ? this : part.whole().column();
    }

    /** The row of the column. */
    private int row(UnfitValueException special) {
        return part == null ? special.row() : part.whole().row(part.place().of(special));
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
