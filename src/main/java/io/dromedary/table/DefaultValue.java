package io.dromedary.table;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** What a column holds where an INSERT does not say. Expressions are SQL text of the database that they come from. */
public sealed interface DefaultValue {

    /** No value. */
    record None() implements DefaultValue {}

    /**
     * Computed for each new row.
     *
     * @param sql the expression
     */
    record Expression(String sql) implements DefaultValue {
        public Expression {
            requireNonNull(sql, "sql");
        }
    }

    /**
     * Always computed from the other columns of the row.
     *
     * @param sql the expression
     * @param stored whether it is on disk, or else computed when it is read
     */
    record Generated(String sql, boolean stored) implements DefaultValue {
        public Generated {
            requireNonNull(sql, "sql");
        }
    }

    /**
     * Numbered.
     *
     * @param always whether an INSERT must not say otherwise
     * @param sequence where the numbers come from; null: unknown
     */
    record Identity(boolean always, @Nullable SequenceDefinition sequence) implements DefaultValue {}
}
