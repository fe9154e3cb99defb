package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.TypePolicies.SpecialValues;
import io.dromedary.dialect.postgresql.TypeMapping.Mapped;
import io.dromedary.table.ColumnType;
import io.dromedary.table.Conversion;
import io.dromedary.table.Conversion.Fidelity;

/**
 * As what types are carried over some of whose values have no exact place: infinities and far years of dates, NaN of
 * {@code numeric}, 24:00.
 *
 * @param policy what becomes of such values
 */
record SpecialMapping(SpecialValues policy) {

    /** A type whose values are carried over as they are. */
    static Mapped plain(ColumnType type) {
        return new Mapped(type, Conversion.NONE);
    }

    /** The same of one that is made of others. */
    static Mapped plain(WireType type) {
        return new Mapped(type.type(), new Conversion(type.fidelity(), "", type));
    }

    /** As what a column is carried over whose values have not been looked at. */
    Mapped map(Mapped plain) {
        boolean isOpen = policy == SpecialValues.TEXT && hasSpecials(plain);
        return isOpen ? with(plain, Fidelity.MEASURED) : settled(plain, false);
    }

    /** The same after a look whether there are special values. */
    Mapped settled(Mapped plain, boolean isSpecial) {
        if (policy == SpecialValues.TEXT && isSpecial) {
            return TypeMapping.TEXT_FORM;
        }
        return policy == SpecialValues.NULL && hasSpecials(plain) ? with(plain, Fidelity.BY_POLICY) : plain;
    }

    private static Mapped with(Mapped plain, Fidelity fidelity) {
        return new Mapped(
                plain.type(), new Conversion(fidelity, "", plain.conversion().wire()));
    }

    private static boolean hasSpecials(Mapped mapped) {
        return mapped.conversion().wire() instanceof WireType wire ? wire.hasSpecials() : hasSpecials(mapped.type());
    }

    static boolean hasSpecials(ColumnType type) {
        return type instanceof ColumnType.Date
                || type instanceof ColumnType.Time
                || type instanceof ColumnType.Timestamp
                || type instanceof ColumnType.Decimal;
    }

    /** Whether a column may have lost values to NULL when it is written, though the database has none. */
    boolean mayBecomeNull(Mapped mapped) {
        // A number without a size may become a decimal, once it is measured.
        boolean isOpen = mapped.conversion().fidelity() == Fidelity.MEASURED;
        return policy == SpecialValues.NULL && (isOpen || hasSpecials(mapped));
    }

    /** The condition that finds special values; the column's name goes where {@code %s} is. */
    static String condition(ColumnType type) {
        if (type instanceof ColumnType.Date || type instanceof ColumnType.Timestamp) {
            return "NOT isfinite(%1$s) OR %1$s < '0001-01-01' OR %1$s >= '10000-01-01'";
        } else if (type instanceof ColumnType.Time) {
            return "%1$s = '24:00'";
        }
        return "scale(%1$s) IS NULL AND %1$s IS NOT NULL";
    }
}
