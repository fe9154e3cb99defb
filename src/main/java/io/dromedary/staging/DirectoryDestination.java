package io.dromedary.staging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** A directory in which tables are published by renames. */
public final class DirectoryDestination implements Destination {
    private final Path location;
    private final String commitFile;
    private final DirectoryPublisher publisher;

    /**
     * The destination.
     *
     * @param commitFile the name of the commit documents
     */
    public DirectoryDestination(Location.Directory location, Clock clock, String commitFile) {
        this.location = location.path();
        this.commitFile = commitFile;
        this.publisher = new DirectoryPublisher(clock, commitFile);
    }

    @Override
    public Location location() {
        return new Location.Directory(location);
    }

    @Override
    public String pathOf(String table) {
        return location.resolve(table).toString();
    }

    @Override
    public void recover() {
        StagingDirectory.recover(location);
    }

    @Override
    public List<TemporaryEntry> temporaryEntries() {
        return StagingDirectory.entries(location);
    }

    @Override
    public StagingArea open(String jobId) {
        return StagingDirectory.open(location, jobId, publisher);
    }

    @Override
    public Optional<String> findObstacle(String table, ConflictResolution conflict) {
        return publisher.findObstacle(location, table, conflict);
    }

    @Override
    public Optional<byte[]> findCommit(String table) {
        Path document = location.resolve(table).resolve(commitFile);
        try {
            return Files.exists(document) ? Optional.of(Files.readAllBytes(document)) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw FileFailure.of(document, e);
        }
    }

    @Override
    public void write(String name, byte[] document) {
        Path file = location.resolve(name);
        try {
            Files.createDirectories(file.resolveSibling(""));
            try (StagedFileWriter out = StagedFileWriter.to(file)) {
                out.write(document, 0, document.length);
                out.seal();
            }
        } catch (IOException e) {
            throw FileFailure.of(file, e);
        }
    }
}
