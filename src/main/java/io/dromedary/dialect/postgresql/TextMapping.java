package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.TypePolicies.InvalidText;
import io.dromedary.dialect.postgresql.TypeMapping.Mapped;
import io.dromedary.table.ColumnType;
import io.dromedary.table.Conversion.Fidelity;
import org.postgresql.core.Oid;

/**
 * As what text is carried over. A database of encoding {@code SQL_ASCII} holds any bytes, and its server refuses to send
 * those that are no UTF-8; so they are fetched as bytes, and looked at here.
 *
 * @param policy what becomes of text that is no UTF-8
 * @param isUnverified whether the database's encoding is {@code SQL_ASCII}
 */
record TextMapping(InvalidText policy, boolean isUnverified) {
    static final String UNVERIFIED_ENCODING = "SQL_ASCII";

    /** The same column, or if it has text that may be none, its bytes. */
    Mapped map(SourceType type, Mapped mapped) {
        if (!isUnverified || !(mapped.type() instanceof ColumnType.Text) || isOpen(mapped)) {
            return mapped;
        }
        String bytes = "convert_to(%s, '%s')".formatted(text(type, mapped), UNVERIFIED_ENCODING);
        return switch (policy) {
            case FAIL -> new Mapped(mapped.type(), mapped.conversion().fidelity(), bytes);
            case REPLACE -> new Mapped(mapped.type(), Fidelity.BY_POLICY, bytes);
            case BYTES -> new Mapped(new ColumnType.Binary(), Fidelity.BY_POLICY, bytes);
        };
    }

    /** Whether there is text in a type that may be none. Such columns go by their text form as a whole. */
    boolean isUnverifiedIn(ColumnType type) {
        return isUnverified
                && (type instanceof ColumnType.Text || type.parts().stream().anyMatch(this::isUnverifiedIn));
    }

    /** A number without a size, whose text has digits only. */
    private static boolean isOpen(Mapped mapped) {
        return mapped.conversion().fidelity() == Fidelity.MEASURED;
    }

    private static String text(SourceType type, Mapped mapped) {
        if (type.oid() == Oid.BPCHAR) {
            // A cast would lose its blanks.
            return "textin(bpcharout(%s))";
        }
        String expression = mapped.conversion().expression();
        return expression.isEmpty() ? TypeMapping.AS_TEXT : expression;
    }
}
