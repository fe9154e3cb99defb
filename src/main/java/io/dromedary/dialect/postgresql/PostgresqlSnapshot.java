package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.RowCursor;
import io.dromedary.dialect.RowQuery;
import io.dromedary.dialect.RowSummary;
import io.dromedary.dialect.Snapshot;
import io.dromedary.dialect.SummaryQuery;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.table.TableSchema;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Opens cursors in transactions that all see the keeper's point in time, or, without a keeper, each its own. */
final class PostgresqlSnapshot implements Snapshot {
    /** The {@link #id} where each cursor reads from a point in time of its own. */
    static final String NO_SNAPSHOT = "none";

    /**
     * A reader that waits for a lock waits behind somebody who wants to change the table, and who waits for our
     * keeper's lock: without a bound, for ever, and no server sees a deadlock in it.
     */
    private static final String BEGIN =
            "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL lock_timeout = '5s'";

    private final String id;
    private final @Nullable Keeper keeper;
    private final ReaderPool readers;
    private final Failures failures;
    private final TypeMapping mapping;
    private final Set<Cancellable> running = ConcurrentHashMap.newKeySet();
    private volatile boolean cancelled;
    private volatile boolean closed;

    private PostgresqlSnapshot(
            String id, @Nullable Keeper keeper, ReaderPool readers, Failures failures, TypeMapping mapping) {
        this.id = id;
        this.keeper = keeper;
        this.readers = readers;
        this.failures = failures;
        this.mapping = mapping;
    }

    static PostgresqlSnapshot of(Keeper keeper, ReaderPool readers, Failures failures, TypeMapping mapping) {
        return new PostgresqlSnapshot(keeper.snapshotId(), keeper, readers, failures, mapping);
    }

    static PostgresqlSnapshot perChunk(ReaderPool readers, Failures failures, TypeMapping mapping) {
        return new PostgresqlSnapshot(NO_SNAPSHOT, null, readers, failures, mapping);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String sql(RowQuery query) {
        return CopySql.select(query);
    }

    @Override
    public Optional<String> findLogPosition() {
        return Optional.ofNullable(keeper).map(Keeper::logPosition);
    }

    @Override
    public RowCursor open(RowQuery query) {
        String name = query.source().id().toString();
        if (closed) {
            throw DromedaryException.permanent(
                    FailureCategory.BUG, "%s: the snapshot %s is closed already".formatted(name, id));
        }
        CopyCursor cursor = new CopyCursor(query, begunReader(name), failures, mapping, running::remove);
        running.add(cursor);
        try {
            start(cursor);
            return cursor;
        } catch (DromedaryException e) {
            cursor.close();
            throw e;
        }
    }

    @Override
    public TableSchema settle(RowQuery query) {
        if (!ColumnMeasurement.isNeeded(query.schema())) {
            return query.schema();
        }
        ReaderPool.Reader reader = begunReader(query.source().id().toString());
        var measurement = new MeasurementRun(query, reader, failures, mapping);
        running.add(measurement);
        try {
            if (cancelled) {
                measurement.cancel();
            }
            return measurement.settle();
        } finally {
            running.remove(measurement);
        }
    }

    @Override
    public RowSummary summarize(SummaryQuery query) {
        var run = new SummaryRun(query, begunReader(query.name()), failures);
        running.add(run);
        try {
            if (cancelled) {
                run.cancel();
            }
            return run.run();
        } finally {
            running.remove(run);
        }
    }

    private ReaderPool.Reader begunReader(String name) {
        ReaderPool.Reader reader = borrow(name);
        try {
            begin(reader);
            return reader;
        } catch (SQLException e) {
            reader.discard();
            throw refused(name, e);
        }
    }

    private ReaderPool.Reader borrow(String name) {
        if (cancelled) {
            throw DromedaryException.permanent(FailureCategory.CANCELLED, "%s: reading was cancelled".formatted(name));
        }
        try {
            return readers.borrow();
        } catch (SQLException e) {
            throw failures.connecting(e);
        }
    }

    private void begin(ReaderPool.Reader reader) throws SQLException {
        try (Statement statement = reader.connection().createStatement()) {
            statement.execute(keeper == null ? BEGIN : BEGIN + "; SET TRANSACTION SNAPSHOT " + Quote.text(id));
        }
    }

    private void start(CopyCursor cursor) {
        if (cancelled) {
            cursor.cancel();
        }
        cursor.start();
    }

    private DromedaryException refused(String name, SQLException e) {
        if (keeper != null && SqlStates.UNKNOWN_SNAPSHOT.contains(String.valueOf(e.getSQLState()))) {
            return DromedaryException.permanent(
                    FailureCategory.SOURCE,
                    failures.at(
                            "%s: the snapshot %s is gone, because the connection that kept it was lost. Run the export again"
                                    .formatted(name, id)),
                    e);
        }
        return failures.running(name, e);
    }

    @Override
    public void cancel() {
        // First the flag, then those who may not have seen it.
        cancelled = true;
        running.forEach(Cancellable::cancel);
    }

    @Override
    public void close() {
        closed = true;
        if (keeper != null) {
            keeper.close();
        }
    }
}
