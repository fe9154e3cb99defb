package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.RowQuery;
import io.dromedary.dialect.postgresql.TypeMapping.Mapped;
import io.dromedary.table.Column;
import io.dromedary.table.ColumnType;
import io.dromedary.table.Conversion.Fidelity;
import io.dromedary.table.TableSchema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what values are in the columns whose type they decide: one aggregate for all of them.
 *
 * <p>One element of the result for each column, since a result has hardly more of them than a table has columns.
 */
final class ColumnMeasurement {
    private static final int MIN_SCALE_SINCE_MAJOR = 13;

    private final RowQuery query;
    private final SpecialMapping specials;

    ColumnMeasurement(RowQuery query, SpecialMapping specials) {
        this.query = query;
        this.specials = specials;
    }

    /** Whether there is anything to measure. */
    static boolean isNeeded(TableSchema schema) {
        return schema.columns().stream().anyMatch(ColumnMeasurement::isOpen);
    }

    private static boolean isOpen(Column column) {
        return column.conversion().fidelity() == Fidelity.MEASURED;
    }

    /** The schema with every type settled. */
    TableSchema settle(Connection connection) throws SQLException {
        List<Column> columns = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            try (ResultSet row = statement.executeQuery(sql(connection))) {
                row.next();
                int at = 1;
                for (Column column : query.schema().columns()) {
                    columns.add(isOpen(column) ? settled(column, row.getArray(at++)) : column);
                }
            }
        }
        return new TableSchema(columns);
    }

    private String sql(Connection connection) throws SQLException {
        boolean hasMinScale = connection.getMetaData().getDatabaseMajorVersion() >= MIN_SCALE_SINCE_MAJOR;
        String scale = hasMinScale ? "min_scale" : "scale";
        String measures = query.schema().columns().stream()
                .filter(ColumnMeasurement::isOpen)
                .map(column -> measure(column, scale))
                .collect(Collectors.joining(", "));
        return "SELECT %s FROM %s%s".formatted(measures, CopySql.from(query.source()), CopySql.where(query));
    }

    /** Whether there are special values; of a number without a size also its digits, which those have not. */
    private static String measure(Column column, String scale) {
        String name = Quote.name(column.name());
        if (column.conversion().wire() instanceof WireType.Geometry geometry) {
            return geometry.measure(name);
        }
        String digits = isUnsized(column)
                ? ", max(%2$s(%1$s))::text, trunc(max(abs(%1$s)) FILTER (WHERE scale(%1$s) IS NOT NULL))::text"
                : "";
        String special = column.conversion().wire() instanceof WireType wire
                ? wire.special(name)
                : SpecialMapping.condition(column.type()).formatted(name);
        return "ARRAY[bool_or(" + special + ")::text" + digits.formatted(name, scale) + "]";
    }

    /** A number without a size is text until it is known to fit a decimal. */
    private static boolean isUnsized(Column column) {
        return column.type() instanceof ColumnType.Text;
    }

    private Column settled(Column column, java.sql.Array measured) throws SQLException {
        @Nullable String[] values = (@Nullable String[]) measured.getArray();
        Mapped mapped = plain(column, values)
                .map(plain -> specials.settled(plain, "true".equals(values[0])))
                .orElse(TypeMapping.TEXT_FORM);
        return column.as(mapped.type(), mapped.conversion());
    }

    /** The type that the values have shown; empty: none but text. */
    private static Optional<Mapped> plain(Column column, @Nullable String[] values) {
        if (column.conversion().wire() instanceof WireType.Geometry geometry) {
            return Optional.of(SpecialMapping.plain(geometry.of(values[1] == null ? 0 : Integer.parseInt(values[1]))));
        } else if (column.conversion().wire() instanceof WireType wire) {
            return Optional.of(SpecialMapping.plain(wire));
        }
        return isUnsized(column)
                ? sized(values[1], values[2]).map(SpecialMapping::plain)
                : Optional.of(SpecialMapping.plain(column.type()));
    }

    private static Optional<ColumnType.Decimal> sized(@Nullable String scaleMax, @Nullable String largest) {
        int scale = scaleMax == null ? 0 : Integer.parseInt(scaleMax);
        int whole = largest == null || largest.equals("0") ? 0 : largest.length();
        return NumericMapping.sized(whole + scale, scale);
    }
}
