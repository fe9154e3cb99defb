package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.RowSummary;
import io.dromedary.dialect.SummaryQuery;
import io.dromedary.dialect.SummarySql;
import io.dromedary.dialect.TypePolicies;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets the server summarize rows, on a reader of its own. {@link #cancel} may be called from any thread. */
final class SummaryRun implements Cancellable {
    private static final Logger LOG = LoggerFactory.getLogger(SummaryRun.class);

    private static final SummarySql.Syntax SYNTAX =
            new SummarySql.Syntax("ARRAY[%s]", "('x' || left(%s, 16))::bit(64)::bigint", " OFFSET 0");

    /** What values are made of is all that is asked of it: the SQL has been made with the job's own. */
    private static final TypeMapping STRUCTURE = new TypeMapping(TypePolicies.DEFAULT, "UTF8", 0);

    private final SummaryQuery query;
    private final ReaderPool.Reader reader;
    private final Failures failures;
    private boolean released;
    private volatile boolean cancelled;

    /** Takes over the reader, whose transaction has begun and cannot write. */
    SummaryRun(SummaryQuery query, ReaderPool.Reader reader, Failures failures) {
        this.query = query;
        this.reader = reader;
        this.failures = failures;
    }

    RowSummary run() {
        boolean clean = false;
        try {
            RowSummary summary = on(reader.connection());
            clean = true;
            return summary;
        } catch (SQLException e) {
            throw cancelled
                    ? DromedaryException.permanent(
                            FailureCategory.CANCELLED, "%s: the comparison was cancelled".formatted(query.name()), e)
                    : failures.running(query.name(), e);
        } finally {
            release(clean);
        }
    }

    private synchronized void release(boolean clean) {
        released = true;
        if (clean) {
            reader.giveBack();
        } else {
            reader.discard();
        }
    }

    @Override
    public synchronized void cancel() {
        cancelled = true;
        if (!released) {
            try {
                reader.connection().cancelQuery();
            } catch (SQLException e) {
                LOG.debug("{}: the comparison could not be cancelled: {}", query.name(), e.getMessage());
            }
        }
    }

    private RowSummary on(Connection connection) throws SQLException {
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
        List<Column> columns = new QueryCatalog(connection, STRUCTURE)
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
