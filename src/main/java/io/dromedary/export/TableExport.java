package io.dromedary.export;

import io.dromedary.dialect.RowQuery;
import io.dromedary.failure.DromedaryException;
import io.dromedary.table.ChunkBounds;
import io.dromedary.table.TableSchema;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One table of an open session while its chunks are read. Thread-safe. */
public final class TableExport {
    private static final Logger LOG = LoggerFactory.getLogger(TableExport.class);

    private final ExportSession session;
    private final Object settling = new Object();
    private final int position;
    private final ChunkFeed feed;
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile TablePlan plan;
    private boolean settled;
    private boolean reserved;
    private @Nullable DromedaryException unsettled;
    private volatile boolean stopped;
    private volatile long startedNanos;

    TableExport(ExportSession session, TablePlan plan, int position, Semaphore roomOfJob) {
        this.position = position;
        this.session = session;
        this.plan = plan;
        this.feed = new ChunkFeed(session.jobId(), plan, roomOfJob);
    }

    /** The session it belongs to. */
    public ExportSession session() {
        return session;
    }

    /** Reserves the name of the table, if that was not done yet. */
    void reserve() {
        synchronized (settling) {
            if (!reserved) {
                checkGoingOn();
                session.staging()
                        .reserve(
                                plan.directory(),
                                session.plan().request().settings().conflictResolution());
                reserved = true;
            }
        }
    }

    /**
     * Settles the types of columns that only their values can settle, in the snapshot. The first chunk does it, the
     * others wait.
     */
    void settle() {
        synchronized (settling) {
            if (unsettled != null) {
                throw unsettled;
            } else if (!settled) {
                checkGoingOn();
                plan = plan.with(settledSchema());
                settled = true;
            }
        }
    }

    private TableSchema settledSchema() {
        var all = new RowQuery(plan.description().source(), plan.schema(), plan.where(), new ChunkBounds.Whole());
        long start = System.nanoTime();
        try {
            TableSchema schema = session.snapshot().settle(all);
            if (!schema.equals(plan.schema())) {
                LOG.info(
                        "{} measured in {} ms: the values decide on types",
                        plan.id(),
                        (System.nanoTime() - start) / 1_000_000);
            }
            return schema;
        } catch (DromedaryException e) {
            if (!e.isRetryable()) {
                // The other chunks would read all rows only to find the same.
                unsettled = e;
            }
            throw e;
        }
    }

    /** How it is exported. Before {@link #settle}, types that only values can settle are not the last word. */
    public TablePlan plan() {
        return plan;
    }

    /** What each of its files says beside the schema. */
    Map<String, String> fileMetadata() {
        return session.fileMetadata(plan.id());
    }

    /** Its place in the plan. */
    int position() {
        return position;
    }

    /** The chunks, each handed out when there is room for it; see {@link Exporter#ended}. */
    public Iterator<Chunk> chunks() {
        return feed;
    }

    /** Makes room after a chunk for which no further try will come; once for each that was handed out. */
    void ended(boolean failed) {
        stopped |= failed;
        feed.release();
    }

    /** Which rows a chunk reads. */
    RowQuery query(Chunk chunk) {
        return new RowQuery(
                plan.description().source(), plan.schema(), plan.where(), chunk.bounds(), plan.arrangement());
    }

    /** Notes the start of the first chunk. */
    void start() {
        if (started.compareAndSet(false, true)) {
            startedNanos = System.nanoTime();
            session.listener().tableStarted(session.jobId(), plan);
        }
    }

    /** Seconds since the first chunk began. */
    double seconds() {
        return started.get() ? (System.nanoTime() - startedNanos) / 1e9 : 0;
    }

    /**
     * Lets the work of a chunk go on.
     *
     * @throws DromedaryException {@code CANCELLED} if another chunk of the table has failed or the job was stopped
     */
    void checkGoingOn() {
        session.checkGoingOn();
        if (stopped) {
            throw session.cancelled("%s: another chunk failed".formatted(plan.id()));
        }
    }
}
