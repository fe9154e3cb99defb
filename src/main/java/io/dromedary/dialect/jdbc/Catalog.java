package io.dromedary.dialect.jdbc;

import io.dromedary.dialect.RowSource;
import io.dromedary.dialect.TableDescription;
import io.dromedary.dialect.TableDescription.RefusedColumn;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.settings.NearestName;
import io.dromedary.table.Column;
import io.dromedary.table.ColumnType;
import io.dromedary.table.TableId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a driver says of tables and queries. Where a database has no schemas, the catalog stands for the schema, as in
 * MySQL, and {@code main} where it has neither, as in SQLite.
 */
final class Catalog {
    private static final String NO_SCHEMA = "main";
    private static final Set<String> SYSTEM_SCHEMAS = Set.of(
            "information_schema", "pg_catalog", "pg_toast", "sys", "system", "mysql", "performance_schema", "syscat");

    private final Connection connection;
    private final Failures failures;

    Catalog(Connection connection, Failures failures) {
        this.connection = connection;
        this.failures = failures;
    }

    /** The tables and views of users, sorted. */
    List<TableId> list() throws SQLException {
        return kinds().entrySet().stream()
                .filter(table -> isOfUser(table.getKey(), table.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean isOfUser(TableId table, String kind) {
        boolean hasRows = kind.contains("table") || kind.contains("view");
        return hasRows
                && !kind.contains("system")
                && !kind.contains("temporary")
                && !SYSTEM_SCHEMAS.contains(table.schema().toLowerCase(Locale.ROOT));
    }

    /** Every table there is with its kind in lower case. */
    private Map<TableId, String> kinds() throws SQLException {
        var kinds = new TreeMap<TableId, String>();
        try (ResultSet tables = connection.getMetaData().getTables(connection.getCatalog(), null, "%", null)) {
            while (tables.next()) {
                String schema = Stream.of(text(tables, "TABLE_SCHEM"), text(tables, "TABLE_CAT"), NO_SCHEMA)
                        .filter(name -> !name.isEmpty())
                        .findFirst()
                        .orElse(NO_SCHEMA);
                String kind = text(tables, "TABLE_TYPE").toLowerCase(Locale.ROOT);
                kinds.put(new TableId(schema, text(tables, "TABLE_NAME")), kind);
            }
        }
        return kinds;
    }

    private static String text(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }

    /** Tables in the order asked; all problems in one failure. */
    List<TableDescription> describe(Collection<TableId> tables) throws SQLException {
        Map<TableId, String> kinds = kinds();
        var described = new ArrayList<TableDescription>();
        var problems = new ArrayList<String>();
        for (TableId table : tables) {
            String kind = kinds.get(table);
            if (kind == null) {
                problems.add("%s does not exist%s".formatted(table, hint(table, kinds.keySet())));
            } else {
                try {
                    described.add(describe(table, kind));
                } catch (SQLException e) {
                    problems.add("%s cannot be read: %s".formatted(table, Failures.text(e)));
                }
            }
        }
        if (!problems.isEmpty()) {
            throw DromedaryException.permanent(FailureCategory.CONFIGURATION, failures.at(String.join(". ", problems)));
        }
        return described;
    }

    private static String hint(TableId missing, Collection<TableId> existing) {
        return existing.stream()
                .filter(table -> table.name().equals(missing.name()))
                .map(TableId::toString)
                .findFirst()
                .or(() -> NearestName.of(
                        missing.toString(),
                        existing.stream().map(TableId::toString).toList()))
                .map(" (did you mean %s?)"::formatted)
                .orElse(" (check its schema and name, and upper and lower case)");
    }

    private TableDescription describe(TableId table, String kind) throws SQLException {
        var source = new RowSource.Relation(table);
        try (Statement statement = connection.createStatement();
                ResultSet none = statement.executeQuery(Sql.of(connection).describe(source))) {
            return describe(source, kind, none.getMetaData());
        }
    }

    /** What a query returns. It is not run where the driver can say it without. */
    TableDescription describeQuery(TableId name, String query) throws SQLException {
        var source = new RowSource.Query(name, query);
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            ResultSetMetaData columns = statement.getMetaData();
            if (columns != null) {
                return describe(source, "query", columns);
            }
            statement.setMaxRows(1);
            try (ResultSet rows = statement.executeQuery()) {
                return describe(source, "query", rows.getMetaData());
            }
        }
    }

    private static TableDescription describe(RowSource source, String kind, ResultSetMetaData metaData)
            throws SQLException {
        var columns = new ArrayList<Column>();
        var refused = new ArrayList<RefusedColumn>();
        var shape = new ArrayList<String>();
        var names = new HashSet<String>();
        for (int i = 1; i <= metaData.getColumnCount(); i++) {
            String name = metaData.getColumnLabel(i);
            String type = TypeMapping.text(metaData, i);
            if (!names.add(name)) {
                throw DromedaryException.permanent(
                        FailureCategory.CONFIGURATION,
                        "%s: two columns are named \"%s\"; give each a name of its own with AS"
                                .formatted(source.id(), name));
            }
            // Of a query's columns, drivers tell what they are in their tables, not what a join makes of them.
            boolean nullable =
                    source instanceof RowSource.Query || metaData.isNullable(i) != ResultSetMetaData.columnNoNulls;
            Optional<ColumnType> found = TypeMapping.find(metaData, i);
            if (found.isPresent()) {
                columns.add(new Column(name, found.get(), nullable, type));
            } else {
                refused.add(new RefusedColumn(name, type, TypeMapping.reason(metaData, i)));
            }
            shape.add("%d %s %s %s".formatted(name.length(), name, type, nullable));
        }
        return new TableDescription(
                source,
                kind,
                columns,
                refused,
                OptionalLong.empty(),
                0,
                List.of(),
                List.of(),
                String.join("\n", shape));
    }
}
