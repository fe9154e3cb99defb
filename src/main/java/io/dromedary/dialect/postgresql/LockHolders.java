package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.TableDescription;
import io.dromedary.table.TableId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Who has locked tables against being read. */
final class LockHolders {
    private static final String QUERY = """
            SELECT n.nspname, c.relname, l.pid
              FROM pg_locks AS l
              JOIN pg_class AS c ON c.oid = l.relation
              JOIN pg_namespace AS n ON n.oid = c.relnamespace
             WHERE l.mode = 'AccessExclusiveLock' AND l.pid <> pg_backend_pid()
               AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
             ORDER BY l.granted DESC, 1, 2
            """;

    private final Connection connection;

    LockHolders(Connection connection) {
        this.connection = connection;
    }

    /** For example {@code public.orders is locked by process 4711}. */
    String describe(List<TableDescription> tables) throws SQLException {
        Set<TableId> wanted = tables.stream().map(TableDescription::id).collect(Collectors.toSet());
        var holders = new ArrayList<String>();
        var others = new ArrayList<String>();
        try (PreparedStatement statement = connection.prepareStatement(QUERY);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                var table = new TableId(rows.getString(1), rows.getString(2));
                String holder = "%s is locked by process %d".formatted(table, rows.getInt(3));
                (wanted.contains(table) ? holders : others).add(holder);
            }
        }
        // A view or a query waits for tables that are not named in the specification.
        List<String> named = holders.isEmpty() ? others : holders;
        return named.isEmpty() ? "One of the tables is locked" : String.join(", ", named);
    }
}
