package io.dromedary.export;

import io.dromedary.dialect.Dialect;
import io.dromedary.dialect.Snapshot;
import io.dromedary.dialect.SourceDatabase;
import io.dromedary.dialect.TableDescription;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.staging.Destination;
import io.dromedary.staging.StagingArea;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plans exports, opens their sessions, and closes them. The front door of this package. Thread-safe. */
public final class Exporter {
    private static final Logger LOG = LoggerFactory.getLogger(Exporter.class);

    private final Map<String, Dialect> dialects;
    private final ExportListener listener;
    private final Map<String, ExportSession> open = new ConcurrentHashMap<>();
    private final MemoryBudget memory = new MemoryBudget(ExportPlan.heapBytesMax());
    private volatile boolean stopped;

    /** An exporter with every dialect on the class path. */
    public Exporter(ExportListener listener) {
        this.listener = listener;
        this.dialects = Dialect.byName();
    }

    /** Settles everything that can be settled without touching anything. */
    public ExportPlan plan(ExportRequest request) {
        try (SourceDatabase source = connect(request)) {
            return new ExportPlanner(source).plan(request);
        }
    }

    /**
     * Plans an export, removes what killed runs have left at its location, and opens snapshot and staging area. Waits
     * before it does while other jobs of this process have the memory that it needs.
     *
     * @return the session; whoever opens it closes it
     */
    public ExportSession open(ExportRequest request) {
        Destination destination = Destinations.of(request.settings());
        destination.recover();
        SourceDatabase source = connect(request);
        try {
            ExportPlan plan = new ExportPlanner(source).plan(request);
            memory.reserve(plan.jobId(), plan.memoryBytesMax());
            try {
                return open(plan, source, destination);
            } catch (RuntimeException e) {
                memory.release(plan.jobId());
                throw e;
            }
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
    }

    private ExportSession open(ExportPlan plan, SourceDatabase source, Destination destination) {
        StagingArea staging = destination.open(plan.jobId());
        try {
            return register(new ExportSession(
                    plan, source, snapshot(source, plan), new StagingPlace(destination, staging), listener));
        } catch (RuntimeException e) {
            staging.discard();
            staging.close();
            throw e;
        }
    }

    /** Ends a session: what was not published is gone. */
    public void close(ExportSession session) {
        open.remove(session.jobId());
        memory.release(session.jobId());
        session.endReading();
        if (session.plan().request().settings().autoCleanupTemp()) {
            session.staging().discard();
        }
        session.staging().close();
    }

    /** Ends the reading of a session: its snapshot is released. */
    public void endReading(ExportSession session) {
        session.endReading();
    }

    /** Has to be called once for each chunk that was handed out, when no further try of it will come. */
    public void ended(Chunk chunk, boolean failed) {
        ExportSession session = open.get(chunk.jobId());
        if (session != null) {
            session.table(chunk.table()).ended(failed);
        }
    }

    /**
     * Stops every session, also those that are opened later: the process has to end. Their tables fail with {@code
     * CANCELLED}.
     */
    public void stopAll() {
        stopped = true;
        memory.stop();
        open.values().forEach(ExportSession::stop);
    }

    /** Whether any session is open. */
    public boolean isBusy() {
        return !open.isEmpty();
    }

    /** The session of a job, in this process. */
    ExportSession session(String jobId) {
        ExportSession session = open.get(jobId);
        if (session == null) {
            throw DromedaryException.permanent(
                    FailureCategory.CANCELLED,
                    "Job %s is not open in this process; run the export again.".formatted(jobId));
        }
        return session;
    }

    private ExportSession register(ExportSession session) {
        open.put(session.jobId(), session);
        if (stopped) {
            session.stop();
        }
        ExportPlan plan = session.plan();
        LOG.info(
                "Job {} started: {} tables of {} in snapshot {}",
                plan.jobId(),
                plan.tables().size(),
                plan.request().database().address(),
                session.snapshot().id());
        listener.jobStarted(plan);
        return session;
    }

    private static Snapshot snapshot(SourceDatabase source, ExportPlan plan) {
        List<TableDescription> tables =
                plan.tables().stream().map(TablePlan::description).toList();
        return switch (plan.request().settings().consistency()) {
            case SNAPSHOT -> source.openSnapshot(tables);
            case NONE -> source.openPerChunk(tables);
        };
    }

    private SourceDatabase connect(ExportRequest request) {
        Dialect dialect = dialects.get(request.database().type());
        if (dialect == null) {
            throw DromedaryException.permanent(
                    FailureCategory.CONFIGURATION,
                    "database.type: there is no dialect %s here; known are %s."
                            .formatted(request.database().type(), dialects.keySet()));
        }
        return dialect.connect(request.database(), request.settings().types());
    }
}
