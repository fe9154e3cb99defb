package io.dromedary.dialect.postgresql;

import io.dromedary.table.Column;
import io.dromedary.table.TableSchema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the dialect says of the types of a server, for tests that have to cover all of them. */
public final class SupportedTypes {
    private SupportedTypes() {}

    /** The types of a database that are carried over; one without enums has none of them. */
    public static Set<String> names(Connection connection) throws SQLException {
        Set<String> names = new TreeSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT oid, typtype, typname FROM pg_type")) {
            while (rows.next()) {
                // A modifier as of numeric(9,2), which no other type looks at.
                var type = new TypeMapping.SourceType(
                        rows.getInt(1), (9 << 16) + 2 + 4, kind(rows), rows.getString(3), "");
                if (TypeMapping.find(type).isPresent()) {
                    names.add(rows.getString(3));
                }
            }
        }
        return names;
    }

    /** A table as it has to be carried over. */
    public static TableSchema schema(Connection connection, String table) throws SQLException {
        String sql = """
                SELECT t.oid, t.typtype, a.atttypmod, a.attname, a.attnotnull, format_type(t.oid, a.atttypmod)
                FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
                WHERE a.attrelid = '%s'::regclass AND a.attnum > 0 ORDER BY a.attnum""".formatted(table);
        List<Column> columns = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                var type = new TypeMapping.SourceType(rows.getInt(1), rows.getInt(3), kind(rows), "", "");
                columns.add(new Column(
                        rows.getString(4),
                        TypeMapping.find(type).orElseThrow(),
                        !rows.getBoolean(5),
                        rows.getString(6)));
            }
        }
        return new TableSchema(columns);
    }

    private static char kind(ResultSet rows) throws SQLException {
        return rows.getString(2).charAt(0);
    }
}
