package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.ReplacedValues;
import io.dromedary.dialect.ReplacedValues.ReplacedValue;
import io.dromedary.dialect.TypePolicies.InvalidText;
import io.dromedary.dialect.TypePolicies.SpecialValues;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
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

    /** Of a part of the values of a column. */
    private record Part(Specials whole, IntUnaryOperator rowOf) {}

    /**
     * What becomes of a part of the values of this column.
     *
     * @param rowOf tells from the row of a part the row of the value that it belongs to
     */
    Specials inside(IntUnaryOperator rowOf) {
        return new Specials(policy, texts, new Part(this, rowOf));
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
        Specials column = column();
        column.count++;
        if (column.first.size() < ReplacedValues.FIRST_MAX) {
            column.first.add(new ReplacedValue(column.rowsBefore + rowOfColumn(row) + 1, value));
        }
    }

    private Specials column() {
        return part == null ? this : part.whole().column();
    }

    private int rowOfColumn(int row) {
        return part == null ? row : part.whole().rowOfColumn(part.rowOf().applyAsInt(row));
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
