package io.dromedary.dialect;

import static java.util.Objects.requireNonNull;

import io.dromedary.table.ColumnType;

/**
 * What an export does with columns and values that have no exact place in a file: the author of a specification has
 * decided it beforehand.
 *
 * @param unknownTypes columns of a type without a counterpart
 * @param numerics columns of exact numbers without a size, or of one that no decimal has
 * @param specialValues values that are not numbers, not finite, or further away than every reader can say
 * @param invalidText text that is no UTF-8
 * @param profile who is to read the files
 */
public record TypePolicies(
        UnknownTypes unknownTypes,
        Numerics numerics,
        SpecialValues specialValues,
        InvalidText invalidText,
        ReaderProfile profile) {
    /** Where a specification says nothing. */
    public static final TypePolicies DEFAULT = new TypePolicies(
            UnknownTypes.TEXT, Numerics.Choice.AUTO, SpecialValues.FAIL, InvalidText.FAIL, ReaderProfile.DEFAULT);

    public TypePolicies {
        requireNonNull(unknownTypes, "unknownTypes");
        requireNonNull(numerics, "numerics");
        requireNonNull(specialValues, "specialValues");
        requireNonNull(invalidText, "invalidText");
        requireNonNull(profile, "profile");
    }

    /** The same for files of text, where exact numbers need no size. */
    public TypePolicies forCsv() {
        Numerics unmeasured = numerics == Numerics.Choice.AUTO ? Numerics.Choice.TEXT : numerics;
        return new TypePolicies(unknownTypes, unmeasured, specialValues, invalidText, ReaderProfile.CSV);
    }

    /** Columns of a type without a counterpart. */
    public enum UnknownTypes {
        /** They are carried over as the text that the database prints. */
        TEXT,
        /** They are a problem of the plan. */
        FAIL
    }

    /**
     * NaN and the infinities of exact numbers, the infinities of dates and timestamps, years before 1 and after 9999,
     * 24:00. Those of floating point are values like others.
     */
    public enum SpecialValues {
        /** They fail their table. */
        FAIL,
        /** They become NULL, and are counted. */
        NULL,
        /** A column that has one becomes its text form as a whole. */
        TEXT,
        /** What a file can hold is kept, the rest fails. */
        KEEP
    }

    /** Text that is no UTF-8, in a database whose server does not look. */
    public enum InvalidText {
        /** It fails its table. */
        FAIL,
        /** What is no UTF-8 becomes U+FFFD, and is counted. */
        REPLACE,
        /** All text is written as bytes. */
        BYTES
    }

    /** Columns of exact numbers without a size, or of one that no decimal has. */
    public sealed interface Numerics {

        /** By the values, or without looking at them. */
        enum Choice implements Numerics {
            /** The smallest decimal that holds every value, else text: measured in the snapshot. */
            AUTO,
            /** The text that the database prints. */
            TEXT,
            /** The nearest double: it rounds. */
            DOUBLE
        }

        /**
         * A decimal; a value that does not fit fails its chunk.
         *
         * @param type its size
         */
        record Fixed(ColumnType.Decimal type) implements Numerics {}
    }
}
