package io.dromedary.table;

import static java.util.Objects.requireNonNull;

/**
 * One column of a table.
 *
 * @param name as the catalog spells it
 * @param type what it holds
 * @param nullable whether a value may be missing
 * @param sourceType the type as its database writes it, for people: {@code numeric(15,2)}
 * @param conversion how its values come into {@code type}
 */
public record Column(String name, ColumnType type, boolean nullable, String sourceType, Conversion conversion) {

    public Column {
        requireNonNull(name, "name");
        requireNonNull(type, "type");
        requireNonNull(sourceType, "sourceType");
        requireNonNull(conversion, "conversion");
    }

    /** The same column in another type. */
    public Column as(ColumnType otherType, Conversion otherConversion) {
        return new Column(name, otherType, nullable, sourceType, otherConversion);
    }

    /** A column whose values are carried over as they are. */
    public Column(String name, ColumnType type, boolean nullable, String sourceType) {
        this(name, type, nullable, sourceType, Conversion.NONE);
    }
}
