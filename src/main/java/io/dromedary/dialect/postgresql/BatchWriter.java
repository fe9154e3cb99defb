package io.dromedary.dialect.postgresql;

import static java.util.stream.Collectors.joining;

import io.dromedary.dialect.EncodedBatch;
import io.dromedary.dialect.EncodedRows;
import io.dromedary.dialect.LoadedFile;
import io.dromedary.dialect.LoadedRange;
import io.dromedary.dialect.RefusedRowException;
import io.dromedary.dialect.Rejection;
import io.dromedary.dialect.TableWriter;
import io.dromedary.dialect.WritePlan;
import io.dromedary.failure.DromedaryException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes batches with COPY, one for the binary and one for the text rows, or else with INSERT statements. A COPY is
 * kept open over several batches where that is allowed: the server needs a fifth less time than if each had its own.
 *
 * <p>Where rows are isolated, each batch has its own COPY behind a savepoint. What the server refuses, it mostly says
 * by number: the rows before it are sent again, then those behind it. Where it does not, as with foreign keys, fewer
 * and fewer rows are sent until it is one. The more is refused, the less is sent at once, so that little has to be sent
 * again.
 *
 * <p>A batch that the server has ended for the sake of others is sent again, if nothing was written before it.
 */
final class BatchWriter implements TableWriter {
    private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);
    private static final int BATCHES_AT_ONCE = 8;

    /** Triggers may do anything. */
    private static final String HAS_EQUALS = """
            SELECT EXISTS (SELECT FROM pg_index AS i
                            WHERE (i.indisunique OR i.indisexclusion)
                              AND i.indrelid IN (SELECT ?::regclass UNION SELECT relid FROM pg_partition_tree(?::regclass)))
                OR EXISTS (SELECT FROM pg_trigger WHERE tgrelid = ?::regclass AND NOT tgisinternal)
            """;

    private final Connector connector;
    private final PgConnection connection;
    private final Failures failures;
    private final SettledCommit commits;
    private final WritePlan plan;
    private final ShapeCheck shape;
    private final CopyCommand binary;
    private final CopyCommand text;
    private final @Nullable InsertAttempt inserts;
    private final int batchesAtOnce;
    private final SentRows sent = new SentRows();
    private @Nullable OpenCopy open;
    private int batches;
    private long written;
    private boolean isChanged;
    /** Whether nothing was written since the last commit, so that the first batch can be written again. */
    private boolean isFresh = true;

    /** What the history has got in this transaction. */
    private @Nullable LoadedFile decisive;

    /** The connection is one that was borrowed, and is given back. */
    BatchWriter(Connector connector, PgConnection connection, SettledCommit commits, WritePlan plan)
            throws SQLException {
        this.connector = connector;
        this.connection = connection;
        this.failures = commits.failures();
        this.commits = commits;
        this.shape = new ShapeCheck(connection, failures, plan);
        this.plan = plan;
        this.binary = new CopyCommand(connection, plan, sql(plan, "binary"), true);
        this.text = new CopyCommand(connection, plan, sql(plan, "text"), false);
        boolean isInsert = plan.options().isInsert();
        this.inserts = isInsert ? new InsertAttempt(connection, plan, InsertForm.find(connection, plan)) : null;
        connection.setAutoCommit(false);
        this.batchesAtOnce = plan.isolatesRows() || isInsert || isWaitedFor() ? 1 : BATCHES_AT_ONCE;
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

    /** Whether another connection may have to wait for the end of this one's transaction, such as with an equal row. */
    private boolean isWaitedFor() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(HAS_EQUALS)) {
            for (int i = 1; i <= 3; i++) {
                statement.setString(i, Quote.table(plan.table()));
            }
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
        int refused = batch.rejections().size();
        for (int attempts = 1; ; attempts++) {
            try {
                write(binary, batch.binary(), batch);
                write(text, batch.text(), batch);
                if (batchesAtOnce == 1) {
                    end();
                }
                batches++;
                isFresh = false;
                return;
            } catch (SQLException e) {
                boolean isLast = attempts == IsolatedRows.ATTEMPTS_MAX;
                if (!isFresh || isLast || !SqlStates.isVictim(e.getSQLState()) || !isStartedAgain(e)) {
                    throw failure(e);
                }
                batch.rejections().subList(refused, batch.rejections().size()).clear();
            }
        }
    }

    private boolean isStartedAgain(SQLException cause) {
        LOG.info("{}: a batch is written again: {}", plan.described().id(), Failures.text(cause));
        try {
            if (open != null) {
                open.close();
            }
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
            return false;
        }
        open = null;
        sent.clear();
        written = 0;
        return true;
    }

    private void write(CopyCommand command, EncodedRows rows, EncodedBatch batch)
            throws SQLException, RefusedRowException {
        RowAttempt attempt = inserts == null ? command : inserts;
        if (rows.rowCount() == 0) {
            return;
        } else if (plan.isolatesRows()) {
            written += new IsolatedRows(connection, attempt).write(rows, batch.rejections());
            return;
        } else if (inserts != null) {
            insert(inserts, rows);
            return;
        }
        OpenCopy copy = open(command);
        sent.add(batches, rows);
        copy.send(rows, 0, rows.rowCount());
    }

    /** Of an INSERT, the server does not say which row it refuses: rows are isolated to find the first. */
    private void insert(InsertAttempt attempt, EncodedRows rows) throws SQLException, RefusedRowException {
        List<Rejection> refused = new ArrayList<>();
        written += new IsolatedRows(connection, attempt).write(rows, refused);
        if (!refused.isEmpty()) {
            Rejection first = refused.get(0);
            throw new RefusedRowException(batches, first, new SQLException(first.message(), first.sqlState()));
        }
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
            return failures.writing(plan, e);
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
            throw failures.writing(plan, e);
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
            throw failures.writing(plan, e);
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
        isChanged = true;
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET synchronous_commit TO off");
            connection.commit();
        } catch (SQLException e) {
            throw failures.writing(plan, e);
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
            isFresh = true;
        } catch (SQLException e) {
            throw failures.writing(plan, e);
        }
    }

    @Override
    public void close() {
        try {
            if (open != null) {
                open.close();
                open = null;
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute("ROLLBACK; RESET lock_timeout");
            }
            if (isChanged) {
                connection.close();
            } else {
                connection.setAutoCommit(true);
                connector.giveBack(connection);
            }
        } catch (SQLException e) {
            LOG.debug("A connection that was loading was broken: {}", e.getMessage());
            connector.discard(connection);
        }
    }
}
