package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.ReplacedValues;
import io.dromedary.dialect.ReplacedValues.ReplacedValue;
import io.dromedary.dialect.TypePolicies.SpecialValues;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the values of one column that have no exact place, while a cursor reads: they fail, or become NULL
 * and are counted. Not thread-safe.
 */
final class Specials {
    private final SpecialValues policy;
    private final @Nullable Part part;
    private final List<ReplacedValue> first = new ArrayList<>();
    private long count;
    private long rowsBefore;

    Specials(SpecialValues policy) {
        this(policy, null);
    }

    private Specials(SpecialValues policy, @Nullable Part part) {
        this.policy = policy;
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
        return new Specials(policy, new Part(this, place));
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
        Specials column = column();
        column.count++;
        if (column.first.size() < ReplacedValues.FIRST_MAX) {
            column.first.add(new ReplacedValue(column.rowsBefore + row(special) + 1, value));
        }
        return true;
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

    /** What has become NULL so far. */
    ReplacedValues replaced(String column) {
        return new ReplacedValues(column, count, first);
    }
}
