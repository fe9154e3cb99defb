package io.dromedary.dialect.postgresql;

import static java.util.stream.Collectors.joining;

import io.dromedary.dialect.EncodedBatch;
import io.dromedary.dialect.EncodedRows;
import io.dromedary.dialect.LoadedFile;
import io.dromedary.dialect.LoadedRange;
import io.dromedary.dialect.RefusedRowException;
import io.dromedary.dialect.TableWriter;
import io.dromedary.dialect.WritePlan;
import io.dromedary.failure.DromedaryException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes batches with COPY, one for the binary and one for the text rows. It is kept open over several batches where
 * that is allowed: the server needs a fifth less time than if each had its own.
 *
 * <p>Where rows are isolated, each batch has its own COPY behind a savepoint. What the server refuses, it mostly says
 * by number: the rows before it are sent again, then those behind it. Where it does not, as with foreign keys, fewer
 * and fewer rows are sent until it is one. The more is refused, the less is sent at once, so that little has to be sent
 * again.
 */
final class CopyWriter implements TableWriter {
    private static final Logger LOG = LoggerFactory.getLogger(CopyWriter.class);
    private static final int BATCHES_AT_ONCE = 8;

    private static final String IS_UNIQUE = "SELECT EXISTS (SELECT FROM pg_index"
            + " WHERE indrelid = ?::regclass AND (indisunique OR indisexclusion))";

    private final PgConnection connection;
    private final Failures failures;
    private final SettledCommit commits;
    private final WritePlan plan;
    private final ShapeCheck shape;
    private final CopyCommand binary;
    private final CopyCommand text;
    private final int batchesAtOnce;
    private final SentRows sent = new SentRows();
    private @Nullable OpenCopy open;
    private int batches;
    private long written;

    /** What the history has got in this transaction. */
    private @Nullable LoadedFile decisive;

    CopyWriter(PgConnection connection, SettledCommit commits, WritePlan plan) throws SQLException {
        this.connection = connection;
        this.failures = commits.failures();
        this.commits = commits;
        this.shape = new ShapeCheck(connection, failures, plan);
        this.plan = plan;
        this.binary = new CopyCommand(connection, sql(plan, "binary"), true);
        this.text = new CopyCommand(connection, sql(plan, "text"), false);
        connection.setAutoCommit(false);
        this.batchesAtOnce = plan.isolatesRows() || isUnique() ? 1 : BATCHES_AT_ONCE;
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

    /** Whether another connection that writes an equal row has to wait for the end of this one's transaction. */
    private boolean isUnique() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(IS_UNIQUE)) {
            statement.setString(1, Quote.table(plan.table()));
            try (ResultSet found = statement.executeQuery()) {
                return found.next() && found.getBoolean(1);
            }
        }
    }

    @Override
    public int batchesAtOnce() {
        return batchesAtOnce;
    }

    @Override
    public void write(EncodedBatch batch) throws RefusedRowException {
        try {
            write(binary, batch.binary(), batch);
            write(text, batch.text(), batch);
            batches++;
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private void write(CopyCommand command, EncodedRows rows, EncodedBatch batch) throws SQLException {
        if (rows.rowCount() == 0) {
            return;
        } else if (plan.isolatesRows()) {
            written += new IsolatedRows(connection, command, plan).write(rows, batch.rejections());
            return;
        }
        OpenCopy copy = open(command);
        sent.add(batches, rows);
        copy.send(rows, 0, rows.rowCount());
    }

    private OpenCopy open(CopyCommand command) throws SQLException {
        OpenCopy copy = open;
        if (copy == null || !copy.command().equals(command)) {
            end();
            copy = OpenCopy.start(command);
            open = copy;
        }
        return copy;
    }

    private void end() throws SQLException {
        if (open != null) {
            written += open.end();
            open = null;
            sent.clear();
        }
    }

    @Override
    public long flush() throws RefusedRowException {
        try {
            end();
            shape.check();
        } catch (SQLException e) {
            throw failure(e);
        }
        long rows = written;
        written = 0;
        batches = 0;
        return rows;
    }

    private DromedaryException failure(SQLException e) throws RefusedRowException {
        if (plan.isolatesRows() || !RowFault.isRowFault(e)) {
            return failures.loading(plan.described().id(), e);
        }
        checkShape();
        RowFault fault = RowFault.of(e, plan);
        SentRows.Source source = sent.find(fault.line()).orElse(new SentRows.Source(0, -1));
        throw new RefusedRowException(source.batch(), fault.rejection(source.row()), e);
    }

    /** A table that was altered refuses rows that were right. */
    private void checkShape() {
        try {
            connection.rollback();
            shape.check();
        } catch (SQLException e) {
            throw failures.loading(plan.described().id(), e);
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
            if (open != null) {
                open.close();
            }
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            LOG.debug("A connection that was loading was broken: {}", e.getMessage());
        }
    }
}
