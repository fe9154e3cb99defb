package io.dromedary.dialect.postgresql;

import static java.util.stream.Collectors.joining;

import io.dromedary.dialect.WritePlan;
import io.dromedary.table.TableId;
import java.sql.SQLException;
import java.util.UUID;
import org.postgresql.jdbc.PgConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An unlogged table in the schema {@code dromedary} where rows wait, each with its place in the file. An advisory lock
 * of the session with the table's name says that somebody needs it; those that nobody does, because a load was killed,
 * are dropped by the next. Closing it takes back what is not committed, drops the table and ends the connection.
 */
final class StagingTable implements AutoCloseable {
    /** The column with the place of each row. */
    static final String ORDINAL = "_dromedary_ordinal";

    private static final Logger LOG = LoggerFactory.getLogger(StagingTable.class);
    private static final String LOCK = "(hashtextextended('dromedary.' || %s, 0))";

    private static final String ABANDONED = """
            WITH staging AS MATERIALIZED (
                SELECT relname FROM pg_class
                 WHERE relnamespace = 'dromedary'::regnamespace AND relname ~ '^staging_[0-9a-f]{32}$'
                   AND pg_has_role(relowner, 'USAGE'))
            SELECT relname FROM staging WHERE pg_try_advisory_lock""" + LOCK.formatted("relname");

    private final PgConnection connection;
    private final Sql sql;
    private final WritePlan plan;

    private StagingTable(PgConnection connection, WritePlan target) {
        this.connection = connection;
        this.sql = new Sql(connection);
        var id = new TableId(
                "dromedary", "staging_" + UUID.randomUUID().toString().replace("-", ""));
        this.plan = target.into(id, ORDINAL);
    }

    /** A table for the columns that are written. The connection becomes the table's, unless this fails. */
    static StagingTable like(PgConnection connection, WritePlan target) throws SQLException {
        var table = new StagingTable(connection, target);
        table.prepare();
        table.sql.run("BEGIN");
        table.sql.run("CREATE UNLOGGED TABLE %s (LIKE %s INCLUDING CONSTRAINTS, %s bigint)"
                .formatted(table.name(), Quote.table(target.described().id()), ORDINAL));
        String others = target.described().columns().stream()
                .filter(column -> target.columns().stream()
                        .noneMatch(mapped -> mapped.column().equals(column)))
                .map(column -> "DROP COLUMN " + Quote.name(column.name()))
                .collect(joining(", "));
        if (!others.isEmpty()) {
            table.sql.run("ALTER TABLE %s %s".formatted(table.name(), others));
        }
        table.sql.run("COMMIT");
        return table;
    }

    /** The same for a table that is not there yet. */
    static StagingTable of(PgConnection connection, WritePlan target) throws SQLException {
        var table = new StagingTable(connection, target);
        table.prepare();
        String columns = target.columns().stream()
                .map(mapped -> Quote.name(mapped.column().name())
                        + ' '
                        + mapped.column().type())
                .collect(joining(", "));
        table.sql.run("CREATE UNLOGGED TABLE %s (%s, %s bigint)".formatted(table.name(), columns, ORDINAL));
        return table;
    }

    private void prepare() throws SQLException {
        for (String abandoned : sql.texts(ABANDONED)) {
            sql.run("DROP TABLE IF EXISTS " + Quote.table(new TableId("dromedary", abandoned)));
            sql.run("SELECT pg_advisory_unlock" + LOCK.formatted(Quote.text(abandoned)));
        }
        sql.run("SELECT pg_advisory_lock"
                + LOCK.formatted(Quote.text(plan.table().name())));
    }

    /** What is written into it. */
    WritePlan plan() {
        return plan;
    }

    /** Its name in SQL. */
    String name() {
        return Quote.table(plan.table());
    }

    @Override
    public void close() {
        try (connection) {
            sql.run("ROLLBACK");
            sql.run("DROP TABLE IF EXISTS " + name());
        } catch (SQLException e) {
            LOG.warn("{} could not be dropped: {}", plan.table(), e.getMessage());
        }
    }
}
