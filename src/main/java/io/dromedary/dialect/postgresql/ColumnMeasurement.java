package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.RowQuery;
import io.dromedary.dialect.postgresql.TypeMapping.Mapped;
import io.dromedary.table.Column;
import io.dromedary.table.Conversion;
import io.dromedary.table.Conversion.Fidelity;
import io.dromedary.table.TableSchema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Finds out what values are in the columns whose type they decide: one aggregate for all of them.
 *
 * <p>One element of the result for each column, since a result has hardly more of them than a table has columns.
 */
final class ColumnMeasurement {
    private static final int MIN_SCALE_SINCE_MAJOR = 13;

    private final RowQuery query;

    ColumnMeasurement(RowQuery query) {
        this.query = query;
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
                .map(column -> measure(Quote.name(column.name()), scale))
                .collect(Collectors.joining(", "));
        return "SELECT %s FROM %s%s".formatted(measures, CopySql.from(query.source()), CopySql.where(query));
    }

    /** Digits behind the point, the largest number without them. NaN and the infinities have no scale. */
    private static String measure(String name, String scale) {
        return "ARRAY[max(%2$s(%1$s))::text, trunc(max(abs(%1$s)) FILTER (WHERE scale(%1$s) IS NOT NULL))::text]"
                .formatted(name, scale);
    }

    private static Column settled(Column column, java.sql.Array measured) throws SQLException {
        String[] values = (String[]) measured.getArray();
        int scale = values[0] == null ? 0 : Integer.parseInt(values[0]);
        int whole = values[1] == null || values[1].equals("0") ? 0 : values[1].length();
        Mapped mapped = NumericMapping.sized(whole + scale, scale)
                .map(decimal -> new Mapped(decimal, Conversion.NONE))
                .orElse(TypeMapping.TEXT_FORM);
        return column.as(mapped.type(), mapped.conversion());
    }
}
