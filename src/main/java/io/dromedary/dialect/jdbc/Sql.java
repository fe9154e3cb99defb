package io.dromedary.dialect.jdbc;

import io.dromedary.dialect.RowQuery;
import io.dromedary.dialect.RowSource;
import io.dromedary.table.Column;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Collectors;

/**
 * The SQL that reads rows, with names quoted as the database says.
 *
 * @param quote what stands before and after a name; empty where names cannot be quoted
 */
record Sql(String quote) {

    static Sql of(Connection connection) throws SQLException {
        String quote = connection.getMetaData().getIdentifierQuoteString();
        return new Sql(quote == null ? "" : quote.strip());
    }

    /** The rows of a table, or the query of its author as it stands. */
    String select(RowQuery query) {
        if (query.source() instanceof RowSource.Query authors) {
            return authors.sql();
        }
        String columns = query.schema().columns().stream()
                .map(Column::name)
                .map(this::name)
                .collect(Collectors.joining(","));
        // On lines of its own: it may end with a comment.
        String where = query.findWhere().map(" WHERE (\n%s\n)"::formatted).orElse("");
        return "SELECT %s FROM %s%s".formatted(columns, table(query.source()), where);
    }

    /** All columns of a table and none of its rows. */
    String describe(RowSource table) {
        return "SELECT * FROM %s WHERE 1 = 0".formatted(table(table));
    }

    private String table(RowSource table) {
        return name(table.id().schema()) + "." + name(table.id().name());
    }

    private String name(String name) {
        return quote + (quote.isEmpty() ? name : name.replace(quote, quote + quote)) + quote;
    }
}
