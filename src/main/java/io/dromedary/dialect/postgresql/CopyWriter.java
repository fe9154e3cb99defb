package io.dromedary.dialect.postgresql;

import static java.util.stream.Collectors.joining;

import io.dromedary.dialect.EncodedBatch;
import io.dromedary.dialect.EncodedRows;
import io.dromedary.dialect.LoadedFile;
import io.dromedary.dialect.LoadedRange;
import io.dromedary.dialect.RefusedRowException;
import io.dromedary.dialect.TableWriter;
import io.dromedary.dialect.WritePlan;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes batches with COPY, one for the binary and one for the text rows of each.
 *
 * <p>Where rows are isolated, each COPY stands behind a savepoint. What the server refuses, it mostly says by number:
 * the rows before it are sent again, then those behind it. Where it does not, as with foreign keys, fewer and fewer
 * rows are sent until it is one. The more is refused, the less is sent at once, so that little has to be sent again.
 */
final class CopyWriter implements TableWriter {
    private static final Logger LOG = LoggerFactory.getLogger(CopyWriter.class);

    private final PgConnection connection;
    private final Failures failures;
    private final SettledCommit commits;
    private final WritePlan plan;
    private final ShapeCheck shape;
    private final CopyAttempt binary;
    private final CopyAttempt text;

    /** What the history has got in this transaction. */
    private @Nullable LoadedFile decisive;

    CopyWriter(PgConnection connection, SettledCommit commits, WritePlan plan) throws SQLException {
        this.connection = connection;
        this.failures = commits.failures();
        this.commits = commits;
        this.shape = new ShapeCheck(connection, failures, plan);
        this.plan = plan;
        this.binary = new CopyAttempt(connection, sql(plan, "binary"), true);
        this.text = new CopyAttempt(connection, sql(plan, "text"), false);
        connection.setAutoCommit(false);
    }

    private static String sql(WritePlan plan, String format) {
        return "COPY %s (%s) FROM STDIN (FORMAT %s)"
                .formatted(
                        Quote.table(plan.table()),
                        Stream.concat(
                                        plan.columns().stream()
                                                .map(mapped -> mapped.column().name()),
                                        Stream.of(plan.ordinal()).filter(name -> !name.isEmpty()))
                                .map(Quote::name)
                                .collect(joining(", ")),
                        format);
    }

    @Override
    public long write(EncodedBatch batch) throws RefusedRowException {
        try {
            long rows = write(binary, batch.binary(), batch) + write(text, batch.text(), batch);
            shape.check();
            return rows;
        } catch (SQLException e) {
            throw failures.loading(plan.described().id(), e);
        }
    }

    private long write(CopyAttempt copy, EncodedRows rows, EncodedBatch batch)
            throws SQLException, RefusedRowException {
        if (rows.rowCount() == 0) {
            return 0;
        } else if (plan.isolatesRows()) {
            return new IsolatedRows(connection, copy, plan).write(rows, batch.rejections());
        }
        try {
            return copy.send(rows, 0, rows.rowCount());
        } catch (SQLException e) {
            if (!RowFault.isRowFault(e)) {
                throw e;
            }
            connection.rollback();
            shape.check();
            RowFault fault = RowFault.of(e, plan);
            int row = fault.line() < 1 || fault.line() > rows.rowCount() ? -1 : rows.source(fault.line() - 1);
            throw new RefusedRowException(fault.rejection(row), e);
        }
    }

    @Override
    public void addProgress(String key, LoadedRange range) {
        String sql = "WITH shared AS (SELECT pg_advisory_xact_lock_shared(hashtext('batch'), hashtext(?)) AS locked)"
                + " INSERT INTO dromedary.load_batch SELECT ?, ?, ?, ? FROM shared";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, key);
            statement.setString(2, key);
            statement.setLong(3, range.from());
            statement.setLong(4, range.to());
            statement.setLong(5, range.lines());
            statement.executeUpdate();
        } catch (SQLException e) {
            throw failures.loading(plan.described().id(), e);
        }
    }

    @Override
    public boolean addLoaded(LoadedFile file) {
        try {
            decisive = file;
            return LoadedFiles.add(connection, file);
        } catch (SQLException e) {
            throw failures.remembering(e);
        }
    }

    @Override
    public void relaxCommits() {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET synchronous_commit TO off");
            connection.commit();
        } catch (SQLException e) {
            throw failures.loading(plan.described().id(), e);
        }
    }

    @Override
    public void commit() {
        LoadedFile file = decisive;
        try {
            if (file == null) {
                connection.commit();
            } else {
                commits.commit(connection, file);
            }
            shape.ended();
        } catch (SQLException e) {
            throw failures.loading(plan.described().id(), e);
        }
    }

    @Override
    public void close() {
        try (connection;
                Statement statement = connection.createStatement()) {
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            LOG.debug("A connection that was loading was broken: {}", e.getMessage());
        }
    }
}
