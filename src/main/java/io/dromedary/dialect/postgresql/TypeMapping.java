package io.dromedary.dialect.postgresql;

import io.dromedary.table.ColumnType;
import java.util.Map;
import java.util.Optional;
import org.postgresql.core.Oid;

/** Which types of PostgreSQL are carried over, and as what. */
final class TypeMapping {
    private static final int TYPMOD_HEADER = 4;
    private static final int SCALE_BITS = 11;

    private static final Map<Integer, ColumnType> PLAIN = Map.ofEntries(
            Map.entry(Oid.BOOL, new ColumnType.Bool()),
            Map.entry(Oid.INT2, new ColumnType.Int32(Short.SIZE)),
            Map.entry(Oid.INT4, new ColumnType.Int32(Integer.SIZE)),
            Map.entry(Oid.INT8, new ColumnType.Int64()),
            Map.entry(Oid.FLOAT4, new ColumnType.Float32()),
            Map.entry(Oid.FLOAT8, new ColumnType.Float64()),
            Map.entry(Oid.TEXT, new ColumnType.Text(ColumnType.TextKind.STRING)),
            Map.entry(Oid.VARCHAR, new ColumnType.Text(ColumnType.TextKind.STRING)),
            Map.entry(Oid.BPCHAR, new ColumnType.Text(ColumnType.TextKind.STRING)),
            Map.entry(Oid.NAME, new ColumnType.Text(ColumnType.TextKind.STRING)),
            Map.entry(Oid.JSON, new ColumnType.Text(ColumnType.TextKind.JSON)),
            Map.entry(Oid.JSONB, new ColumnType.Text(ColumnType.TextKind.JSON)),
            Map.entry(Oid.BYTEA, new ColumnType.Binary()),
            Map.entry(Oid.DATE, new ColumnType.Date()),
            Map.entry(Oid.TIME, new ColumnType.Time()),
            Map.entry(Oid.TIMESTAMP, new ColumnType.Timestamp(false)),
            Map.entry(Oid.TIMESTAMPTZ, new ColumnType.Timestamp(true)),
            Map.entry(Oid.UUID, new ColumnType.Uuid()));

    private TypeMapping() {}

    /**
     * A column's type as the catalog has it.
     *
     * @param oid of the type
     * @param modifier its typmod; -1: none
     * @param kind {@code pg_type.typtype}: {@code b} base, {@code d} domain, {@code e} enum ...
     * @param text the type as PostgreSQL writes it
     * @param baseText of a domain, the type it is based on; else empty
     */
    record SourceType(int oid, int modifier, char kind, String text, String baseText) {}

    /** The type it is carried over as; empty: see {@link #reason}. */
    static Optional<ColumnType> find(SourceType type) {
        if (type.kind() == 'e') {
            return Optional.of(new ColumnType.Text(ColumnType.TextKind.ENUM));
        } else if (type.oid() == Oid.NUMERIC) {
            return findDecimal(type.modifier());
        }
        return Optional.ofNullable(PLAIN.get(type.oid()));
    }

    private static Optional<ColumnType> findDecimal(int modifier) {
        if (modifier < TYPMOD_HEADER) {
            return Optional.empty();
        }
        int precision = ((modifier - TYPMOD_HEADER) >> Short.SIZE) & 0xFFFF;
        // The scale is signed since PostgreSQL 15; before, its upper bits are zero.
        int unused = Integer.SIZE - SCALE_BITS;
        int scale = ((modifier - TYPMOD_HEADER) << unused) >> unused;
        return precision > ColumnType.Decimal.PRECISION_MAX || scale < 0 || scale > precision
                ? Optional.empty()
                : Optional.of(new ColumnType.Decimal(precision, scale));
    }

    /** Why a type is refused and what to do. */
    static String reason(SourceType type) {
        if (type.oid() == Oid.NUMERIC) {
            return type.modifier() < TYPMOD_HEADER
                    ? "numeric without precision has no exact Parquet type yet; exclude the column or cast it in a query, for"
                            + " example numeric(38,10)"
                    : "%s does not fit a Parquet decimal of up to 38 digits; exclude the column or cast it in a query, for"
                                    .formatted(type.text())
                            + " example to text";
        } else if (type.kind() == 'd') {
            return "the domain %s is not exported yet; exclude the column or cast it in a query to its base type %s"
                    .formatted(type.text(), type.baseText());
        }
        return "%s has no exact Parquet type yet; exclude the column or cast it in a query, for example to text"
                .formatted(type.text());
    }
}
