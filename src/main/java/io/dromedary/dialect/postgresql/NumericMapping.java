package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.TypePolicies.Numerics;
import io.dromedary.dialect.postgresql.TypeMapping.Mapped;
import io.dromedary.table.ColumnType;
import io.dromedary.table.Conversion.Fidelity;
import java.util.Optional;

/** As what {@code numeric} is carried over: by its precision and scale, and where those do not do, by the policy. */
final class NumericMapping {
    private static final int TYPMOD_HEADER = 4;
    private static final int SCALE_BITS = 11;

    private final Numerics policy;
    private final SpecialMapping specials;

    NumericMapping(Numerics policy, SpecialMapping specials) {
        this.policy = policy;
        this.specials = specials;
    }

    Mapped map(int modifier) {
        Optional<ColumnType.Decimal> decimal = findDecimal(modifier);
        if (decimal.isPresent()) {
            return specials.map(SpecialMapping.plain(decimal.get()));
        } else if (policy instanceof Numerics.Fixed fixed) {
            return specials.map(SpecialMapping.plain(fixed.type()));
        }
        return switch ((Numerics.Choice) policy) {
            case TEXT -> TypeMapping.TEXT_FORM;
            case DOUBLE -> new Mapped(new ColumnType.Float64(), Fidelity.BY_POLICY, "%s::float8");
            case AUTO -> new Mapped(TypeMapping.STRING, Fidelity.MEASURED, TypeMapping.AS_TEXT);
        };
    }

    /** The form of a part of values: nothing is measured inside of them. */
    static WireType part(int modifier, Numerics policy) {
        Optional<ColumnType.Decimal> decimal = findDecimal(modifier);
        if (decimal.isPresent()) {
            return new WireType.Scalar(decimal.get());
        } else if (policy instanceof Numerics.Fixed fixed) {
            return new WireType.Scalar(fixed.type());
        }
        return policy == Numerics.Choice.DOUBLE ? new WireType.NumericDouble() : new WireType.NumericText();
    }

    /** The decimal that holds every value of a type; empty if it has no size or is too large. */
    static Optional<ColumnType.Decimal> findDecimal(int modifier) {
        if (modifier < TYPMOD_HEADER) {
            return Optional.empty();
        }
        int precision = ((modifier - TYPMOD_HEADER) >> Short.SIZE) & 0xFFFF;
        // The scale is signed since PostgreSQL 15; before, its upper bits are zero.
        int unused = Integer.SIZE - SCALE_BITS;
        int scale = ((modifier - TYPMOD_HEADER) << unused) >> unused;
        // numeric(3,-2) has up to five digits before the point, numeric(2,5) five behind it.
        return sized(scale < 0 ? precision - scale : Math.max(precision, scale), Math.max(scale, 0));
    }

    /** The decimal with so many digits; empty if there is none. */
    static Optional<ColumnType.Decimal> sized(int precision, int scale) {
        return precision > ColumnType.Decimal.PRECISION_MAX
                ? Optional.empty()
                : Optional.of(new ColumnType.Decimal(Math.max(precision, 1), scale));
    }
}
