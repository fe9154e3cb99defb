package io.dromedary.staging;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.staging.StagingArea.Commit;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a staged directory seen, by one rename. Whoever lists the location sees it whole or not at all. Never touches a
 * directory that is there already, unless it is asked to take its place. Thread-safe, also between processes.
 */
final class DirectoryPublisher {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryPublisher.class);
    private static final String TAKEN = "%s is already there and conflict_resolution is fail; "
            + "remove it or choose version, timestamp or overwrite.";
    private static final String FOREIGN =
            "%s is no export of ours (%s), so it is not overwritten; move it away or choose another location.";

    private static final String NOT_ADDED =
            "%s is no export of ours (%s), so nothing is added to it; move it away or choose another location.";
    private static final String INSIDE =
            "%s is a published table, so nothing is published below it in %s; choose another location.";

    /** Each try after the first means that somebody else has published the same name in the meantime. */
    private static final int REPLACE_ATTEMPTS = 100;

    /** Whoever lists a directory while it is replaced has that long to come to its end. */
    private static final Duration READERS = Duration.ofSeconds(1);

    private final Clock clock;
    private final String commitFile;
    private final FileOperations files;
    private final Duration readers;

    /**
     * A publisher.
     *
     * @param commitFile the file that makes a directory ours; only directories that have it are ever replaced
     */
    DirectoryPublisher(Clock clock, String commitFile) {
        this(clock, commitFile, LocalFileOperations.INSTANCE, READERS);
    }

    /**
     * A publisher.
     *
     * @param readers how long a directory that was replaced is kept for those who are listing it
     */
    DirectoryPublisher(Clock clock, String commitFile, FileOperations files, Duration readers) {
        this.clock = clock;
        this.commitFile = commitFile;
        this.files = files;
        this.readers = readers;
    }

    /**
     * A directory that can be seen.
     *
     * @param path where it is
     * @param old what is to go when that is durable: files at once, directories when nobody can be
     *     listing them any more
     */
    private record Publication(Path path, List<Path> old) {}

    /**
     * A directory that waits.
     *
     * @param area whose it is
     * @param directory where it is
     * @param commit makes the document that it lacks
     */
    private record Staged(StagingDirectory area, Path directory, Commit commit) {}

    /** A way to publish. */
    @FunctionalInterface
    private interface Step {
        Publication publish() throws IOException;
    }

    /**
     * Publishes.
     *
     * @param area where the directory waits
     * @param name the directory's name there, and in the location unless that is taken
     * @param commit asked for the document again with another name, if the one before was taken in the meantime
     * @return where it is now
     * @throws DromedaryException {@code DESTINATION}, if the name is taken and may not be replaced, or the rename fails
     */
    Path publish(StagingDirectory area, String name, ConflictResolution conflict, Commit commit) {
        Path target = area.location().resolve(name);
        var staged = new Staged(area, area.directory(name), commit);
        try {
            Files.createDirectories(target.getParent());
            Publication published =
                    switch (conflict) {
                        case FAIL -> publishNew(staged, Stream.of(target));
                        case VERSION -> publishNew(staged, versions(target));
                        case TIMESTAMP -> publishNew(staged, timestamps(target));
                        case OVERWRITE -> alone(area, () -> replace(staged, target));
                        case APPEND -> alone(area, () -> append(staged, target));
                    };
            makeDurable(area, published.path());
            published.old().forEach(old -> retire(area, old));
            return published.path();
        } catch (IOException e) {
            throw FileFailure.of(target, e);
        }
    }

    /**
     * Why a directory of this name could not be published now, in a sentence; empty if it could.
     *
     * @param location where it would be published
     */
    Optional<String> findObstacle(Path location, String name, ConflictResolution conflict) {
        Path target = location.resolve(name);
        for (Path above = parent(target); above.startsWith(location); above = parent(above)) {
            if (!above.equals(location) && exists(above.resolve(commitFile))) {
                return Optional.of(INSIDE.formatted(above, target));
            }
        }
        if (!exists(target)) {
            return Optional.empty();
        }
        return switch (conflict) {
            case VERSION, TIMESTAMP -> Optional.empty();
            case FAIL -> Optional.of(TAKEN.formatted(target));
            case OVERWRITE -> whyNotOurs(target).map(why -> FOREIGN.formatted(target, why));
            case APPEND -> whyNotOurs(target).map(why -> NOT_ADDED.formatted(target, why));
        };
    }

    private static Path parent(Path path) {
        Path parent = path.getParent();
        return parent == null ? Path.of("") : parent;
    }

    /** Empty too if there is nothing. */
    private Optional<String> whyNotOurs(Path target) {
        while (true) {
            Optional<BasicFileAttributes> found = findAttributes(target);
            if (found.isEmpty()) {
                return Optional.empty();
            } else if (!found.get().isDirectory()) {
                return Optional.of("it is no directory");
            } else if (Files.isRegularFile(target.resolve(commitFile))) {
                return Optional.empty();
            }
            Object key =
                    findAttributes(target).map(BasicFileAttributes::fileKey).orElse("gone");
            if (Objects.equals(key, found.get().fileKey())) {
                return Optional.of("it has no " + commitFile);
            }
            // Another job has replaced it between the two looks.
        }
    }

    private static Optional<BasicFileAttributes> findAttributes(Path path) {
        try {
            return Optional.of(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (IOException e) {
            return Optional.empty(); // What else it may be, the rename tells.
        }
    }

    private static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static Stream<Path> versions(Path target) {
        return NameCandidates.versions(String.valueOf(target.getFileName())).map(target::resolveSibling);
    }

    private Stream<Path> timestamps(Path target) {
        return NameCandidates.timestamps(String.valueOf(target.getFileName()), clock.instant())
                .map(target::resolveSibling);
    }

    private Publication publishNew(Staged staged, Stream<Path> candidates) throws IOException {
        Path last = staged.directory();
        for (Path candidate : (Iterable<Path>) candidates::iterator) {
            last = candidate;
            if (!exists(candidate)) {
                complete(staged, candidate);
                if (renameTo(staged.directory(), candidate)) {
                    return new Publication(candidate, List.of());
                }
            }
        }
        throw DromedaryException.permanent(FailureCategory.DESTINATION, TAKEN.formatted(last));
    }

    /** False if somebody else took the name first. */
    private boolean renameTo(Path staged, Path target) throws IOException {
        try {
            files.rename(staged, target);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private Publication replace(Staged staged, Path target) throws IOException {
        complete(staged, target);
        Path directory = staged.directory();
        StagingDirectory area = staged.area();
        for (int attempt = 1; !renameTo(directory, target); attempt++) {
            whyNotOurs(target).ifPresent(why -> {
                throw DromedaryException.permanent(FailureCategory.DESTINATION, FOREIGN.formatted(target, why));
            });
            try {
                if (files.exchange(directory, target)) {
                    return new Publication(target, List.of(directory));
                }
                var replacement = new Replacement(files, area.root(), area.location());
                return new Publication(target, replacement.replace(directory, target));
            } catch (NoSuchFileException | FileAlreadyExistsException e) {
                // Somebody else has just replaced it too. The last one stays.
                if (attempt == REPLACE_ATTEMPTS) {
                    throw e;
                }
            }
        }
        return new Publication(target, List.of());
    }

    /** While nobody else changes what is published here. */
    private static Publication alone(StagingDirectory area, Step step) throws IOException {
        try (PublishLock lock = PublishLock.take(area.temp())) {
            LOG.trace("{} is ours", lock);
            return step.publish();
        }
    }

    private Publication append(Staged staged, Path target) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                if (exists(target)) {
                    whyNotOurs(target).ifPresent(why -> {
                        throw DromedaryException.permanent(
                                FailureCategory.DESTINATION, NOT_ADDED.formatted(target, why));
                    });
                    var addition = new Addition(files, staged.area(), commitFile);
                    return new Publication(target, addition.add(staged.directory(), target, staged.commit()));
                }
                // Its last publisher may have been killed between two renames.
                StagingDirectory.recover(staged.area().location());
                complete(staged, target);
                if (renameTo(staged.directory(), target)) {
                    return new Publication(target, List.of());
                }
            } catch (NoSuchFileException e) {
                // Somebody else has just moved it away.
                if (attempt == REPLACE_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private void complete(Staged staged, Path target) throws IOException {
        byte[] document = staged.commit().documentFor(staged.area().nameOf(target));
        new WaitingDirectory(staged.directory(), commitFile, files).complete(document);
    }

    private void makeDurable(StagingDirectory area, Path published) {
        try {
            Path above = published.getParent();
            while (above != null && above.startsWith(area.location())) {
                files.sync(above);
                above = above.getParent();
            }
        } catch (IOException e) {
            String message = "%s can be seen, but the disk did not confirm it: %s. Check the disk and export again.";
            throw DromedaryException.permanent(
                    FailureCategory.DESTINATION, message.formatted(published, e.getMessage()), e);
        }
    }

    private void retire(StagingDirectory area, Path old) {
        if (Files.isDirectory(old, LinkOption.NOFOLLOW_LINKS)) {
            area.keepFor(readers);
            return;
        }
        try {
            files.delete(old);
        } catch (IOException e) {
            LOG.warn("{} could not be removed and stays until the job ends: {}", old, e.toString());
        }
    }
}
