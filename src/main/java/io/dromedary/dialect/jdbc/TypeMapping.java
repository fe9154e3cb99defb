package io.dromedary.dialect.jdbc;

import io.dromedary.table.ColumnType;
import io.dromedary.table.ColumnType.TextKind;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which types of JDBC are carried over, and as what. Where a driver gives types of its own the code of another, as that
 * of PostgreSQL does, the name decides.
 */
final class TypeMapping {
    private static final int UNSIGNED_LONG_DIGITS = 20;
    private static final int TEXT_LENGTH_MAX = 1 << 20;
    private static final ColumnType TEXT = new ColumnType.Text(TextKind.STRING);

    private static final Map<String, ColumnType> BY_NAME = Map.of(
            "uuid", TEXT,
            "json", TEXT,
            "jsonb", TEXT,
            "timestamptz", new ColumnType.Timestamp(true));

    /** Their driver gives them the code of a type that does not hold their values exactly. */
    private static final Set<String> REFUSED = Set.of("money", "timetz", "year");

    private static final Map<Integer, ColumnType> PLAIN = Map.ofEntries(
            Map.entry(Types.BOOLEAN, new ColumnType.Bool()),
            Map.entry(Types.TINYINT, new ColumnType.Int32(Integer.SIZE)),
            Map.entry(Types.SMALLINT, new ColumnType.Int32(Integer.SIZE)),
            Map.entry(Types.REAL, new ColumnType.Float32()),
            Map.entry(Types.FLOAT, new ColumnType.Float64()),
            Map.entry(Types.DOUBLE, new ColumnType.Float64()),
            Map.entry(Types.CHAR, TEXT),
            Map.entry(Types.VARCHAR, TEXT),
            Map.entry(Types.LONGVARCHAR, TEXT),
            Map.entry(Types.NCHAR, TEXT),
            Map.entry(Types.NVARCHAR, TEXT),
            Map.entry(Types.LONGNVARCHAR, TEXT),
            Map.entry(Types.CLOB, TEXT),
            Map.entry(Types.NCLOB, TEXT),
            Map.entry(Types.BINARY, new ColumnType.Binary()),
            Map.entry(Types.VARBINARY, new ColumnType.Binary()),
            Map.entry(Types.LONGVARBINARY, new ColumnType.Binary()),
            Map.entry(Types.BLOB, new ColumnType.Binary()),
            Map.entry(Types.DATE, new ColumnType.Date()),
            Map.entry(Types.TIME, new ColumnType.Time()),
            Map.entry(Types.TIMESTAMP, new ColumnType.Timestamp(false)),
            Map.entry(Types.TIMESTAMP_WITH_TIMEZONE, new ColumnType.Timestamp(true)));

    private TypeMapping() {}

    /** The type a column is carried over as; empty: see {@link #reason}. */
    static Optional<ColumnType> find(ResultSetMetaData columns, int column) throws SQLException {
        String name = name(columns, column).toLowerCase(Locale.ROOT);
        if (REFUSED.contains(name)) {
            return Optional.empty();
        } else if (BY_NAME.containsKey(name)) {
            return Optional.ofNullable(BY_NAME.get(name));
        }
        int type = columns.getColumnType(column);
        return switch (type) {
            case Types.BIT -> columns.getPrecision(column) <= 1 ? Optional.of(new ColumnType.Bool()) : Optional.empty();
            case Types.INTEGER ->
                Optional.of(columns.isSigned(column) ? new ColumnType.Int32(Integer.SIZE) : new ColumnType.Int64());
            case Types.BIGINT ->
                Optional.of(
                        columns.isSigned(column)
                                ? new ColumnType.Int64()
                                : new ColumnType.Decimal(UNSIGNED_LONG_DIGITS, 0));
            case Types.NUMERIC, Types.DECIMAL -> findDecimal(columns.getPrecision(column), columns.getScale(column));
            default -> Optional.ofNullable(PLAIN.get(type));
        };
    }

    private static Optional<ColumnType> findDecimal(int precision, int scale) {
        boolean fits =
                precision > 0 && precision <= ColumnType.Decimal.PRECISION_MAX && scale >= 0 && scale <= precision;
        return fits ? Optional.of(new ColumnType.Decimal(precision, scale)) : Optional.empty();
    }

    /** Why a type is refused and what to do. */
    static String reason(ResultSetMetaData columns, int column) throws SQLException {
        int type = columns.getColumnType(column);
        boolean isDecimal = type == Types.NUMERIC || type == Types.DECIMAL;
        return "%s; exclude the column or cast it in a query, for example to %s"
                .formatted(
                        isDecimal
                                ? "it does not fit a decimal of up to 38 digits"
                                : "this type is not carried over exactly through JDBC",
                        isDecimal ? "decimal(38,10)" : "varchar");
    }

    /** The type for people: {@code NUMERIC(15,2)}, {@code VARCHAR(20)}. */
    static String text(ResultSetMetaData columns, int column) throws SQLException {
        String name = name(columns, column);
        int precision = columns.getPrecision(column);
        return switch (columns.getColumnType(column)) {
            case Types.NUMERIC, Types.DECIMAL -> "%s(%d,%d)".formatted(name, precision, columns.getScale(column));
            case Types.CHAR, Types.VARCHAR, Types.NCHAR, Types.NVARCHAR ->
                precision > 0 && precision < TEXT_LENGTH_MAX ? "%s(%d)".formatted(name, precision) : name;
            default -> name;
        };
    }

    private static String name(ResultSetMetaData columns, int column) throws SQLException {
        String name = columns.getColumnTypeName(column);
        return name == null ? "type " + columns.getColumnType(column) : name;
    }
}
