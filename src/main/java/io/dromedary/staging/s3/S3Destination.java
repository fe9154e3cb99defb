package io.dromedary.staging.s3;

import io.dromedary.failure.DromedaryException;
import io.dromedary.process.ProcessIdentity;
import io.dromedary.staging.CommitFormat;
import io.dromedary.staging.ConflictResolution;
import io.dromedary.staging.Destination;
import io.dromedary.staging.DirectoryDestination;
import io.dromedary.staging.Location;
import io.dromedary.staging.StagingArea;
import io.dromedary.staging.TemporaryEntry;
import io.dromedary.staging.TemporaryEntry.Kind;
import io.dromedary.staging.s3.ObjectStore.OpenUpload;
import io.dromedary.staging.s3.ObjectStore.StoredObject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A part of a bucket in which tables are published by the conditional PUT of their commit document. Data objects have
 * their final names from the start, with the tag of their run; nothing is ever copied or renamed.
 */
public final class S3Destination implements Destination {
    private static final Logger LOG = LoggerFactory.getLogger(S3Destination.class);
    private static final String TAKEN = "%s is already there and conflict_resolution is fail; "
            + "remove it or choose version, timestamp or overwrite.";
    private static final String FOREIGN =
            "%s is no export of ours (it has no %s), so %s; " + "move it away or choose another location.";

    private static final String INSIDE =
            "%s is a published table, so nothing is published below it in %s; choose another location.";

    private static final int FOREIGN_LOOKS = 3;
    private static final long FOREIGN_PAUSE_NANOS = 100_000_000;

    private final Location.S3 location;
    private final ObjectStore store;
    private final Runs runs;
    private final Sweep sweep;
    private final CommitFormat format;
    private final Clock clock;
    private final DirectoryDestination parts;

    /** The destination. The first request fails if there is no such store or bucket. */
    public S3Destination(Location.S3 location, Clock clock, CommitFormat format) {
        this.location = location;
        this.store = new ObjectStore(location);
        this.runs = new Runs(store);
        this.sweep = new Sweep(store, runs, format);
        this.format = format;
        this.clock = clock;
        var directory = location.settings().uploads().stagingDirectory().toAbsolutePath();
        this.parts = new DirectoryDestination(new Location.Directory(directory), clock, format.fileName());
    }

    @Override
    public Location location() {
        return location;
    }

    @Override
    public String pathOf(String table) {
        return location + "/" + table;
    }

    @Override
    public void recover() {
        parts.recover();
        for (String job : runs.jobs()) {
            try {
                recover(job);
            } catch (DromedaryException e) {
                LOG.warn("{}/{} could not be removed: {}", location, Runs.directory(job), e.getMessage());
            }
        }
    }

    private void recover(String job) {
        Optional<StoredDocument> marker = store.find(Runs.marker(job));
        if (marker.isPresent() && !takeOver(job, marker.get())) {
            return;
        }
        try {
            removeUnpublished(job, runs.claimed(job));
            store.delete(List.of(Runs.marker(job)));
            LOG.info("{}/{} removed: its owner is gone", location, Runs.directory(job));
        } catch (DromedaryException e) {
            // As it was, so that the next start tries again.
            marker.ifPresent(before -> store.put(Runs.marker(job), before.bytes()));
            throw e;
        }
    }

    /** Makes the run unable to publish; false if it lives, or somebody else was faster. */
    private boolean takeOver(String job, StoredDocument marker) {
        return runs.isGone(marker)
                && store.write(
                        Runs.marker(job),
                        RunMarker.of(job, ProcessIdentity.OWN, 0).bytes(),
                        marker.etag());
    }

    /** Removes what a run has uploaded and nobody has published, and gives back what it has claimed. */
    void removeUnpublished(String job, List<String> tables) {
        for (String table : tables) {
            sweep.abortUploads(table, RunTag.of(job));
            sweep.table(table, RunTag.of(job));
        }
        runs.unlockNames(job, tables);
        runs.unclaim(job, tables);
    }

    @Override
    public List<TemporaryEntry> temporaryEntries() {
        var files = new S3FileSystem(location, format);
        List<TemporaryEntry> entries = new ArrayList<>();
        Map<RunTag, Kind> kinds = new HashMap<>();
        for (String job : runs.jobs()) {
            Kind kind = runs.kind(job);
            kinds.put(RunTag.of(job), kind);
            entries.add(new TemporaryEntry(files.getPath(Runs.directory(job)), kind));
        }
        runs.foreign().forEach(name -> entries.add(new TemporaryEntry(files.getPath(name), Kind.FOREIGN)));
        for (OpenUpload upload : store.uploads("")) {
            Kind kind = RunTag.find(upload.name()).map(kinds::get).orElse(Kind.FOREIGN);
            if (kind != Kind.RUNNING) {
                entries.add(new TemporaryEntry(files.getPath(upload.name()), kind));
            }
        }
        return entries;
    }

    @Override
    public StagingArea open(String jobId) {
        StagingArea local = parts.open(jobId);
        try {
            return new S3StagingArea(this, jobId, Lease.begin(store, jobId), local);
        } catch (RuntimeException e) {
            local.discard();
            local.close();
            throw e;
        }
    }

    @Override
    public Optional<String> findObstacle(String table, ConflictResolution conflict) {
        for (int slash = table.lastIndexOf('/'); slash > 0; slash = table.lastIndexOf('/', slash - 1)) {
            String above = table.substring(0, slash);
            if (findCommit(above).isPresent()) {
                return Optional.of(INSIDE.formatted(pathOf(above), pathOf(table)));
            }
        }
        return switch (conflict) {
            case VERSION, TIMESTAMP -> Optional.empty();
            case FAIL -> store.hasAny(table) ? Optional.of(TAKEN.formatted(pathOf(table))) : Optional.empty();
            case OVERWRITE -> findForeign(table, "it is not overwritten");
            case APPEND -> findForeign(table, "nothing is added to it");
        };
    }

    private Optional<String> findForeign(String table, String consequence) {
        Set<String> foreign = untagged(table);
        // What another run is just writing is gone or named at the next look; some stores list what is half written.
        for (int look = 2; look <= FOREIGN_LOOKS && !foreign.isEmpty(); look++) {
            LockSupport.parkNanos(FOREIGN_PAUSE_NANOS);
            foreign.retainAll(untagged(table));
        }
        return foreign.isEmpty()
                ? Optional.empty()
                : Optional.of(FOREIGN.formatted(pathOf(table), format.fileName(), consequence));
    }

    /** Objects under a table without a document that are of no run; those of runs that have not ended have a tag. */
    private Set<String> untagged(String table) {
        Set<String> names = new HashSet<>();
        if (findCommit(table).isEmpty()) {
            store.list(table).stream()
                    .map(StoredObject::name)
                    .filter(name -> RunTag.find(name).isEmpty() && !name.equals(commitName(table)))
                    .forEach(names::add);
        }
        return names;
    }

    @Override
    public Optional<byte[]> findCommit(String table) {
        return store.find(commitName(table)).map(StoredDocument::bytes);
    }

    /** The name of the commit document of a table. */
    String commitName(String table) {
        return table + "/" + format.fileName();
    }

    @Override
    public void write(String name, byte[] document) {
        store.put(name, document);
    }

    ObjectStore store() {
        return store;
    }

    Runs runs() {
        return runs;
    }

    Sweep sweep() {
        return sweep;
    }

    Clock clock() {
        return clock;
    }
}
