package io.dromedary.export;

import io.dromedary.dialect.Snapshot;
import io.dromedary.dialect.SourceDatabase;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.staging.Destination;
import io.dromedary.staging.StagingArea;
import io.dromedary.table.TableId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * An export in progress: the plan, the open snapshot, and the staging area. Opened and closed by {@link Exporter}.
 * Thread-safe.
 */
public final class ExportSession {
    private final ExportPlan plan;
    private final SourceDatabase source;
    private final Snapshot snapshot;
    private final String snapshotId;
    private final FileMetadata fileMetadata;
    private final StagingPlace place;
    private final ExportListener listener;
    private final Instant startedAt = Instant.now();
    private final long startedNanos = System.nanoTime();
    private final List<TableExport> tables = new ArrayList<>();
    private final Map<TableId, TableExport> byTable = new HashMap<>();
    private final Queue<StagedTable> staged = new ConcurrentLinkedQueue<>();
    private final Queue<PublishedTable> published = new ConcurrentLinkedQueue<>();
    private final Queue<SkippedTable> skipped = new ConcurrentLinkedQueue<>();
    private final Queue<FailedTable> failed = new ConcurrentLinkedQueue<>();
    private volatile boolean stopped;

    ExportSession(
            ExportPlan plan, SourceDatabase source, Snapshot snapshot, StagingPlace place, ExportListener listener) {
        this.plan = plan;
        this.source = source;
        this.snapshot = snapshot;
        this.snapshotId = snapshot.id();
        this.fileMetadata = new FileMetadata(source, plan);
        this.place = place;
        this.listener = listener;
        var room = new Semaphore(plan.request().threading().maxConcurrentChunks());
        for (TablePlan table : plan.tables()) {
            var export = new TableExport(this, table, tables.size(), room);
            tables.add(export);
            byTable.put(table.id(), export);
        }
    }

    /** The UUID of the job. */
    public String jobId() {
        return plan.jobId();
    }

    /** What was settled beforehand. */
    public ExportPlan plan() {
        return plan;
    }

    /** The tables to export, in the order of the plan. */
    public List<TableExport> tables() {
        return List.copyOf(tables);
    }

    /** One of its tables. */
    TableExport table(TableId id) {
        TableExport table = byTable.get(id);
        if (table == null) {
            throw new IllegalArgumentException("%s is no table of job %s".formatted(id, jobId()));
        }
        return table;
    }

    /** When it was opened. */
    Instant startedAt() {
        return startedAt;
    }

    /** Seconds since it was opened. */
    public double seconds() {
        return (System.nanoTime() - startedNanos) / 1e9;
    }

    /** The name of the point in time that all chunks are read from. */
    String snapshotId() {
        return snapshotId;
    }

    /** Notes that all chunks of a table are staged. */
    void staged(StagedTable table) {
        staged.add(table);
        listener.tableStaged(table);
    }

    /** Notes that readers can see a table. */
    void published(PublishedTable table) {
        published.add(table);
        listener.tablePublished(table);
    }

    /** Notes that the run of the same name has published a table while this one was exporting it. */
    void skipped(SkippedTable table) {
        skipped.add(table.noted());
    }

    /** Notes that nothing of a table will be published. */
    void failed(FailedTable table) {
        failed.add(table);
        listener.tableFailed(jobId(), table);
    }

    /** Whether tables wait until all are staged; if not, each is published as soon as it is complete. */
    public boolean isPublishedAtEnd() {
        return plan.request().settings().layout().strategy() != PublishStrategy.DIRECT;
    }

    /** The tables that may be published, in the order of the plan. */
    public List<StagedTable> stagedTables() {
        return inOrder(staged, StagedTable::id);
    }

    /** The tables published so far, in the order of the plan. */
    List<PublishedTable> publishedTables() {
        return inOrder(published, table -> table.table().id());
    }

    /** The tables that need not be published, those of the plan first. */
    List<SkippedTable> skippedTables() {
        List<SkippedTable> all = new ArrayList<>(plan.skipped());
        all.addAll(skipped);
        return all;
    }

    /** The tables that have failed so far, in the order of the plan. */
    List<FailedTable> failedTables() {
        return inOrder(failed, FailedTable::table);
    }

    private <T> List<T> inOrder(Collection<T> tables, Function<T, TableId> id) {
        return tables.stream()
                .sorted(Comparator.comparingInt(ended -> table(id.apply(ended)).position()))
                .toList();
    }

    /** The point in time that all chunks are read from. */
    Snapshot snapshot() {
        return snapshot;
    }

    /** What the files of a table say beside the schema. */
    Map<String, String> fileMetadata(TableId table) {
        return fileMetadata.of(table);
    }

    /** Where files wait. */
    StagingArea staging() {
        return place.area();
    }

    /** Where they are published. */
    Destination destination() {
        return place.destination();
    }

    /** Who is told. */
    ExportListener listener() {
        return listener;
    }

    /** Stops reading: running queries are cancelled on the server, waiting chunks are skipped. Returns at once. */
    void stop() {
        stopped = true;
        snapshot.cancel();
    }

    /** Whether {@link #stop} was called. */
    boolean isStopped() {
        return stopped;
    }

    /** Ends the snapshot and the connections: there is nothing left to read. May be called again. */
    void endReading() {
        snapshot.close();
        source.close();
    }

    /** Throws {@code CANCELLED} if the job was stopped. */
    void checkGoingOn() {
        if (stopped) {
            throw cancelled("The job was stopped");
        }
    }

    DromedaryException cancelled(String why) {
        return DromedaryException.permanent(FailureCategory.CANCELLED, why + "; this work was given up.");
    }
}
