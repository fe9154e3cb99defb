package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.RowSource;
import io.dromedary.dialect.TableDescription;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.table.TableId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import org.postgresql.jdbc.PgResultSet;
import org.postgresql.util.ServerErrorMessage;

/** What a query of a specification's author would return; it is planned, not run. */
final class QueryCatalog {
    private static final String PREFIX = "SELECT * FROM ";
    private static final int NUMERIC_HEADER = 4;

    private static final String TYPES = """
            SELECT t.typlen, %s
              FROM unnest(?::bigint[], ?::int[]) WITH ORDINALITY AS wanted(oid, modifier, place)
              JOIN pg_type AS t ON t.oid = wanted.oid::oid
            %s
             ORDER BY wanted.place
            """.formatted(SourceType.COLUMNS, SourceType.base("wanted.modifier", "0"));

    private final Connection connection;
    private final TypeMapping mapping;

    QueryCatalog(Connection connection, TypeMapping mapping) {
        this.connection = connection;
        this.mapping = mapping;
    }

    private record Field(String name, int oid, int modifier) {}

    TableDescription describe(TableId name, String query) throws SQLException {
        var source = new RowSource.Query(name, query);
        List<CatalogColumn> columns = columns(fields(source));
        CatalogColumn.Sorted sorted = CatalogColumn.sort(columns, mapping.with(connection, columns));
        return new TableDescription(
                source,
                "query",
                sorted.carried(),
                sorted.refused(),
                OptionalLong.empty(),
                0,
                List.of(),
                List.of(),
                Fingerprint.of(columns));
    }

    private List<Field> fields(RowSource.Query source) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            try (ResultSet rows = statement.executeQuery(PREFIX + CopySql.from(source) + " LIMIT 0")) {
                return distinctFields(source, rows);
            }
        } catch (SQLException e) {
            throw explained(source, e);
        }
    }

    private static List<Field> distinctFields(RowSource.Query source, ResultSet rows) throws SQLException {
        ResultSetMetaData metaData = rows.getMetaData();
        PgResultSet fields = rows.unwrap(PgResultSet.class);
        var names = new HashSet<String>();
        var repeated = new LinkedHashSet<String>();
        var found = new ArrayList<Field>();
        for (int i = 1; i <= metaData.getColumnCount(); i++) {
            String name = metaData.getColumnLabel(i);
            if (!names.add(name)) {
                repeated.add("\"%s\"".formatted(name));
            }
            found.add(new Field(name, fields.getColumnOID(i), modifier(metaData, i)));
        }
        if (!repeated.isEmpty()) {
            throw DromedaryException.permanent(
                    FailureCategory.CONFIGURATION,
                    "%s: more than one column of the query is named %s; give each a name of its own with AS."
                            .formatted(source.id(), String.join(", more than one ", repeated)));
        }
        return found;
    }

    /** The driver tells the typmod in JDBC's terms; of the types with one, only {@code numeric} needs it back. */
    private static int modifier(ResultSetMetaData metaData, int column) throws SQLException {
        int precision = metaData.getPrecision(column);
        return metaData.getColumnType(column) == Types.NUMERIC && precision > 0
                ? ((precision << Short.SIZE) | (metaData.getScale(column) & 0xFFFF)) + NUMERIC_HEADER
                : -1;
    }

    private List<CatalogColumn> columns(List<Field> fields) throws SQLException {
        var columns = new ArrayList<CatalogColumn>();
        try (PreparedStatement statement = connection.prepareStatement(TYPES)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "bigint",
                            fields.stream()
                                    .map(field -> Integer.toUnsignedLong(field.oid()))
                                    .toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "int4", fields.stream().map(Field::modifier).toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                for (Field field : fields) {
                    rows.next();
                    columns.add(new CatalogColumn(
                            columns.size() + 1, field.name(), SourceType.from(rows, 2), true, rows.getInt(1)));
                }
            }
        }
        return columns;
    }

    /** The author's mistake, with its place in the author's text; any other failure as it is. */
    private static SQLException explained(RowSource.Query source, SQLException e) {
        ServerErrorMessage message = Failures.findServerMessage(e).orElse(null);
        if (message == null || SqlStates.isTransient(e.getSQLState())) {
            return e;
        }
        int position = message.getPosition() - PREFIX.length() - "(\n".length();
        String place = "";
        if (position > source.sql().length()) {
            place = " at its end";
        } else if (position > 0) {
            place = " at character %d of it".formatted(position);
        }
        throw DromedaryException.permanent(
                FailureCategory.CONFIGURATION,
                "%s: the server refuses the query: %s%s. Correct it and try again"
                        .formatted(source.id(), Failures.text(e), place),
                e);
    }
}
