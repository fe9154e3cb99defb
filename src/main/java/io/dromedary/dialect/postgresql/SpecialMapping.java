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

    /** As what a column of the type is carried over; its values have not been looked at. */
    Mapped map(ColumnType type) {
        boolean isOpen = policy == SpecialValues.TEXT && hasSpecials(type);
        return isOpen ? new Mapped(type, Fidelity.MEASURED, "") : settled(type, false);
    }

    /** The same after a look whether there are special values. */
    Mapped settled(ColumnType type, boolean isSpecial) {
        if (policy == SpecialValues.TEXT && isSpecial) {
            return TypeMapping.TEXT_FORM;
        }
        boolean mayBecomeNull = policy == SpecialValues.NULL && hasSpecials(type);
        return mayBecomeNull ? new Mapped(type, Fidelity.BY_POLICY, "") : new Mapped(type, Conversion.NONE);
    }

    /** As what a column is carried over that is made of others; its values have not been looked at. */
    Mapped map(WireType type) {
        boolean isOpen = policy == SpecialValues.TEXT && type.hasSpecials();
        return isOpen ? mapped(type, Fidelity.MEASURED) : settled(type, false);
    }

    /** The same after a look whether there are special values. */
    Mapped settled(WireType type, boolean isSpecial) {
        if (policy == SpecialValues.TEXT && isSpecial) {
            return TypeMapping.TEXT_FORM;
        }
        boolean mayBecomeNull = policy == SpecialValues.NULL && type.hasSpecials();
        return mapped(type, mayBecomeNull ? Fidelity.BY_POLICY : Fidelity.EXACT);
    }

    private static Mapped mapped(WireType type, Fidelity fidelity) {
        return new Mapped(type.type(), new Conversion(fidelity, "", type));
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
        boolean hasSpecials =
                mapped.conversion().wire() instanceof WireType wire ? wire.hasSpecials() : hasSpecials(mapped.type());
        return policy == SpecialValues.NULL && (isOpen || hasSpecials);
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
