package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.RowSummary;
import io.dromedary.dialect.SummaryQuery;
import io.dromedary.dialect.SummarySql;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.table.Column;
import io.dromedary.table.TableId;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Lets the server summarize rows. */
final class SummaryRun {
    private static final SummarySql.Syntax SYNTAX =
            new SummarySql.Syntax("ARRAY[%s]", "('x' || left(%s, 16))::bit(64)::bigint", " OFFSET 0");

    private final SummaryQuery query;
    private final TypeMapping mapping;

    SummaryRun(SummaryQuery query, TypeMapping mapping) {
        this.query = query;
        this.mapping = mapping;
    }

    /**
     * Runs it.
     *
     * @param connection in a transaction that cannot write
     */
    RowSummary on(Connection connection) throws SQLException {
        AuthorSql.requireSelfContained(query.name() + ": the SQL in the manifest", query.sql());
        var forms = new SummaryForms(describe(connection), isUtf8(connection));
        var sql = new SummarySql(query, SYNTAX, forms::of);
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            try (ResultSet row = statement.executeQuery(sql.of(query.sql()))) {
                row.next();
                Array texts = row.getArray(1);
                return sql.read((Object[]) texts.getArray());
            }
        }
    }

    /** The columns that the SQL has now, which says what their values are made of. */
    private List<Column> describe(Connection connection) throws SQLException {
        String named = "SELECT * FROM (\n%s\n) AS r%s"
                .formatted(query.sql(), SummarySql.names(query.columns().size()));
        List<Column> columns = new QueryCatalog(connection, mapping)
                .describe(new TableId("query", query.name()), named)
                .columns();
        if (columns.size() != query.columns().size()) {
            throw DromedaryException.permanent(
                    FailureCategory.CONFIGURATION,
                    "%s: it has %d columns now, not %d"
                            .formatted(
                                    query.name(),
                                    columns.size(),
                                    query.columns().size()));
        }
        return columns;
    }

    private static boolean isUtf8(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW server_encoding")) {
            row.next();
            return row.getString(1).equals("UTF8");
        }
    }
}
