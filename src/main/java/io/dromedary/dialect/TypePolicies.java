package io.dromedary.dialect;

import static java.util.Objects.requireNonNull;

/**
 * What an export does with columns and values that have no exact place in a file: the author of a specification has
 * decided it beforehand.
 *
 * @param unknownTypes columns of a type without a counterpart
 */
public record TypePolicies(UnknownTypes unknownTypes) {
    /** Where a specification says nothing. */
    public static final TypePolicies DEFAULT = new TypePolicies(UnknownTypes.TEXT);

    public TypePolicies {
        requireNonNull(unknownTypes, "unknownTypes");
    }

    /** Columns of a type without a counterpart. */
    public enum UnknownTypes {
        /** They are carried over as the text that the database prints. */
        TEXT,
        /** They are a problem of the plan. */
        FAIL
    }
}
