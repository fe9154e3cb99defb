package io.dromedary.staging.s3;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.staging.ConflictResolution;
import io.dromedary.staging.NameCandidates;
import io.dromedary.staging.StagedFile;
import io.dromedary.staging.StagedFileWriter;
import io.dromedary.staging.StagingArea;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a run has uploaded and not yet published. On disk there are only parts that wait to be sent. Thread-safe.
 *
 * <p>The name of a table is settled before its first file, since objects are not renamed: a run takes it for itself,
 * and the names of its objects are under it from the start.
 */
final class S3StagingArea implements StagingArea {
    private static final Logger LOG = LoggerFactory.getLogger(S3StagingArea.class);
    private static final int BUFFER_BYTES = 1 << 16;

    private final S3Destination destination;
    private final ObjectStore store;
    private final String jobId;
    private final RunTag tag;
    private final Lease lease;
    private final StagingArea local;
    private final S3Publication publication;
    private final Map<String, String> names = new ConcurrentHashMap<>();
    private boolean clean;

    S3StagingArea(S3Destination destination, String jobId, Lease lease, StagingArea local) {
        this.destination = destination;
        this.store = destination.store();
        this.jobId = jobId;
        this.tag = RunTag.of(jobId);
        this.lease = lease;
        this.local = local;
        this.publication = new S3Publication(destination, tag);
    }

    @Override
    public void reserve(String table, ConflictResolution conflict) {
        names.computeIfAbsent(table, wanted -> take(wanted, conflict));
    }

    private String take(String table, ConflictResolution conflict) {
        Stream<String> candidates =
                switch (conflict) {
                    case VERSION -> NameCandidates.versions(table);
                    case TIMESTAMP ->
                        NameCandidates.timestamps(table, destination.clock().instant());
                    case FAIL -> Stream.of(table);
                    case OVERWRITE, APPEND -> Stream.empty();
                };
        Runs runs = destination.runs();
        for (String candidate : (Iterable<String>) candidates::iterator) {
            if (!store.hasAny(candidate)) {
                runs.claim(jobId, candidate);
                // Looked at again, since somebody may have published between the look and the lock.
                if (runs.lockName(jobId, candidate) && !store.hasAny(candidate)) {
                    return candidate;
                }
                runs.unlockNames(jobId, List.of(candidate));
                runs.unclaim(jobId, List.of(candidate));
            }
        }
        if (conflict == ConflictResolution.FAIL) {
            String message =
                    "%s is already there, or is being exported by another job, and conflict_resolution is fail; "
                            + "remove it or choose version, timestamp or overwrite.";
            throw DromedaryException.permanent(
                    FailureCategory.DESTINATION, message.formatted(destination.pathOf(table)));
        }
        runs.claim(jobId, table);
        return table;
    }

    /** The name under which a table's objects lie. */
    private String nameOf(String table) {
        String name = names.get(table);
        if (name == null) {
            throw new IllegalStateException("%s has no name yet".formatted(table));
        }
        return name;
    }

    @Override
    public StagedFileWriter create(String table, String fileName) {
        S3Connection connection = S3Connection.of(store.location().settings());
        String tagged = tag.in(fileName);
        var object = new MultipartFile(store, nameOf(table) + "/" + tagged, connection.uploads());
        int room = store.location().settings().uploads().stagingMegabytes();
        return new S3FileWriter(tagged, local.path(table, tagged), object, connection, room);
    }

    @Override
    public Path path(String table, String fileName) {
        return local.path(table, fileName);
    }

    @Override
    public StagedFile take(String table, String fileName) {
        Path path = path(table, fileName);
        try (InputStream in = Files.newInputStream(path);
                StagedFileWriter out = create(table, fileName)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
            }
            StagedFile file = out.seal();
            local.remove(table, fileName);
            return file;
        } catch (IOException e) {
            throw DromedaryException.permanent(
                    FailureCategory.DESTINATION, "%s cannot be read: %s".formatted(path, e), e);
        }
    }

    @Override
    public SeekableByteChannel read(String table, StagedFile file) {
        return new S3Channel(store, nameOf(table) + "/" + file.name(), file.bytes());
    }

    @Override
    public void remove(String table, String fileName) {
        local.remove(table, fileName);
        String tagged = RunTag.find(fileName).isPresent() ? fileName : tag.in(fileName);
        try {
            store.delete(List.of(nameOf(table) + "/" + tagged));
        } catch (DromedaryException e) {
            LOG.warn("{} could not be removed and stays until the job ends: {}", tagged, e.getMessage());
        }
    }

    @Override
    public String publish(String table, ConflictResolution conflict, Commit commit) {
        String name = nameOf(table);
        lease.renew();
        publication.publish(name, conflict, commit);
        if (conflict == ConflictResolution.VERSION || conflict == ConflictResolution.TIMESTAMP) {
            new CurrentPointer(store).advance(table, name);
        }
        return name;
    }

    @Override
    public void discard() {
        List<String> tables = names.values().stream()
                .filter(name -> !publication.isUncertain(name))
                .toList();
        try {
            destination.removeUnpublished(jobId, tables);
            clean = tables.size() == names.size();
        } catch (DromedaryException e) {
            LOG.warn("What job {} has uploaded stays until the next start: {}", jobId, e.getMessage());
        }
        local.discard();
    }

    @Override
    public void close() {
        try {
            if (clean) {
                lease.end();
            } else if (publication.isAnyUncertain()) {
                lease.leaveToTime();
            } else {
                lease.close();
            }
        } catch (DromedaryException e) {
            LOG.warn("{} stays until the next start: {}", Runs.directory(jobId), e.getMessage());
        }
        local.close();
    }
}
