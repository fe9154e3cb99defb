package io.dromedary.table;

import static java.util.Objects.requireNonNull;

/**
 * How the values of a column come into its type.
 *
 * @param fidelity what that does to them
 * @param expression what the dialect selects in the column's stead, in its SQL, with {@code %s} where the quoted name
 *     goes; empty: the column itself
 * @param wire in what form the database sends what is selected
 */
public record Conversion(Fidelity fidelity, String expression, WireForm wire) {
    /** The column itself, unchanged. */
    public static final Conversion NONE = new Conversion(Fidelity.EXACT, "");

    public Conversion {
        requireNonNull(fidelity, "fidelity");
        requireNonNull(expression, "expression");
        requireNonNull(wire, "wire");
    }

    /** A conversion to values that arrive in the plain form of their type. */
    public Conversion(Fidelity fidelity, String expression) {
        this(fidelity, expression, WireForm.PLAIN);
    }

    /** What to select of a column. */
    public String of(String quotedName) {
        return expression.isEmpty() ? quotedName : expression.replace("%s", quotedName);
    }

    /** What becomes of values on their way. */
    public enum Fidelity {
        /** Each is what it was. */
        EXACT("exact"),
        /** Each is what it was, in a type that has room for more. */
        WIDENED("widened"),
        /** Each is the text that the database prints of it. */
        TEXT_FORM("text form"),
        /** A policy of the specification changes some of them. */
        BY_POLICY("by policy"),
        /** Not yet known: {@code Snapshot.settle} looks at the values and decides. */
        MEASURED("measured");

        private final String label;

        Fidelity(String label) {
            this.label = label;
        }

        /** For plans and manifests. */
        public String label() {
            return label;
        }
    }
}
