package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.ReaderProfile;
import io.dromedary.dialect.TypePolicies;
import io.dromedary.dialect.TypePolicies.InvalidText;
import io.dromedary.dialect.TypePolicies.Numerics;
import io.dromedary.dialect.TypePolicies.SpecialValues;
import io.dromedary.dialect.TypePolicies.UnknownTypes;
import io.dromedary.dialect.postgresql.TypeMapping.Mapped;
import io.dromedary.table.Column;
import io.dromedary.table.Conversion;
import io.dromedary.table.TableSchema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What the dialect says of the types of a server, for tests that have to cover all of them. */
public final class SupportedTypes {
    private static final TypeMapping STRICT = new TypeMapping(
            new TypePolicies(
                    UnknownTypes.FAIL,
                    Numerics.Choice.AUTO,
                    SpecialValues.FAIL,
                    InvalidText.FAIL,
                    ReaderProfile.DEFAULT),
            "UTF8",
            2);

    private SupportedTypes() {}

    /** The types of a database that are read as they are; one without enums has none of them. */
    public static Set<String> names(Connection connection) throws SQLException {
        return names(connection, mapped -> mapped.conversion().equals(Conversion.NONE));
    }

    /** The types of a database that have a rule of their own; one without enums has none of them. */
    public static Set<String> ruled(Connection connection) throws SQLException {
        return names(connection, mapped -> true);
    }

    private static Set<String> names(Connection connection, Predicate<Mapped> wanted) throws SQLException {
        Set<String> names = new TreeSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT oid, typtype, typname FROM pg_type")) {
            while (rows.next()) {
                // A modifier as of numeric(9,2), which no other type looks at.
                String name = rows.getString(3);
                var type = new SourceType(rows.getInt(1), (9 << 16) + 2 + 4, kind(rows), name, name);
                if (STRICT.find(type).filter(wanted).isPresent()) {
                    names.add(name);
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
                String text = rows.getString(6);
                var type = new SourceType(rows.getInt(1), rows.getInt(3), kind(rows), text, text);
                Mapped mapped = STRICT.find(type).orElseThrow();
                columns.add(
                        new Column(rows.getString(4), mapped.type(), !rows.getBoolean(5), text, mapped.conversion()));
            }
        }
        return new TableSchema(columns);
    }

    private static char kind(ResultSet rows) throws SQLException {
        return rows.getString(2).charAt(0);
    }
}
