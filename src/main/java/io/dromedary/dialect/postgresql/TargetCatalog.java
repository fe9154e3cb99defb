package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.TargetColumn;
import io.dromedary.dialect.TargetTable;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.table.TableId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the system catalog says of a table that rows are to be written to. */
final class TargetCatalog {
    private static final String COLUMNS = """
            WITH RECURSIVE relation AS (
                SELECT c.oid, c.relkind
                  FROM pg_class AS c
                  JOIN pg_namespace AS n ON n.oid = c.relnamespace
                 WHERE n.nspname = ? AND c.relname = ?
            ), base(attnum, type, modifier, refused) AS (
                SELECT a.attnum, a.atttypid, a.atttypmod, a.attnotnull
                  FROM relation JOIN pg_attribute AS a ON a.attrelid = relation.oid
                 WHERE a.attnum > 0 AND NOT a.attisdropped
                UNION ALL
                SELECT base.attnum, t.typbasetype, greatest(base.modifier, t.typtypmod), base.refused
                  FROM base JOIN pg_type AS t ON t.oid = base.type
                 WHERE t.typtype = 'd'
            )
            SELECT relation.relkind, a.attname, format_type(a.atttypid, a.atttypmod),
                   NOT (a.attnotnull OR declared.typnotnull), a.atthasdef OR a.attidentity <> '', a.attgenerated <> '',
                   CASE WHEN t.typtype = 'e' THEN 'enum' WHEN t.typtype = 'b' THEN t.typname ELSE '' END, base.modifier,
                   a.attnotnull AND NOT EXISTS (
                       SELECT FROM pg_trigger AS g WHERE g.tgrelid = relation.oid AND g.tgtype & 7 = 7),
                   coalesce(array_position(i.indkey::int2[], a.attnum) + 1, 0) -- that vector starts at 0
              FROM relation
              JOIN pg_attribute AS a ON a.attrelid = relation.oid AND a.attnum > 0 AND NOT a.attisdropped
              JOIN pg_type AS declared ON declared.oid = a.atttypid
              JOIN base ON base.attnum = a.attnum
              JOIN pg_type AS t ON t.oid = base.type AND t.typtype <> 'd'
              LEFT JOIN pg_index AS i ON i.indrelid = relation.oid AND i.indisprimary
             ORDER BY a.attnum
            """;

    private final Connection connection;
    private final Failures failures;

    TargetCatalog(Connection connection, Failures failures) {
        this.connection = connection;
        this.failures = failures;
    }

    /**
     * A column as encoders need it.
     *
     * @param baseType the name in {@code pg_type} of the type below all domains; {@code enum} for enums; empty for
     *     what is no base type
     * @param modifier its modifier
     * @param refusesNulls whether a row without a value is certain to be refused, which no trigger can change
     */
    record WireColumn(TargetColumn column, String baseType, int modifier, boolean refusesNulls) {}

    /**
     * A table with its columns by name.
     *
     * @param table what others see of it
     * @param columns by name
     */
    record Description(TargetTable table, Map<String, WireColumn> columns) {}

    Description describe(TableId id) throws SQLException {
        Map<String, WireColumn> columns = new LinkedHashMap<>();
        Map<Integer, String> key = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, id.schema());
            statement.setString(2, id.name());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    requireTable(id, rows.getString(1));
                    WireColumn column = column(rows);
                    columns.put(column.column().name(), column);
                    if (rows.getInt(10) > 0) {
                        key.put(rows.getInt(10), column.column().name());
                    }
                }
            }
        }
        if (columns.isEmpty()) {
            throw configuration(
                    "there is no table %s that has columns. Check the names, which are taken as they are written"
                            .formatted(id));
        }
        List<TargetColumn> visible =
                columns.values().stream().map(WireColumn::column).toList();
        return new Description(new TargetTable(id, visible, new ArrayList<>(key.values())), columns);
    }

    private static WireColumn column(ResultSet rows) throws SQLException {
        var column = new TargetColumn(
                rows.getString(2), rows.getString(3), rows.getBoolean(4), rows.getBoolean(5), rows.getBoolean(6));
        return new WireColumn(column, rows.getString(7), rows.getInt(8), rows.getBoolean(9));
    }

    private void requireTable(TableId id, String kind) {
        if (!"rpf".contains(kind) && !kind.equals("v")) {
            throw configuration("%s is no table; rows can be loaded into tables only".formatted(id));
        }
    }

    private DromedaryException configuration(String message) {
        return DromedaryException.permanent(FailureCategory.CONFIGURATION, failures.at(message));
    }
}
