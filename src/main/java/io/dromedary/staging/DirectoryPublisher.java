package io.dromedary.staging;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Makes a staged directory seen, by one rename. Whoever lists the location sees it whole or not at all. Never touches a
 * directory that is there already, unless it is asked to take its place. Thread-safe, also between processes.
 */
public final class DirectoryPublisher {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyy-MM-dd_HH-mm-ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Clock clock;
    private final String commitFile;

    /**
     * A publisher.
     *
     * @param commitFile the file that makes a directory ours; only directories that have it are ever replaced
     */
    public DirectoryPublisher(Clock clock, String commitFile) {
        this.clock = clock;
        this.commitFile = commitFile;
    }

    /** Writes what has to be true of the published directory into the staged one; last, and on disk when it returns. */
    @FunctionalInterface
    public interface Commit {
        /** Called again with another directory, if the one before was taken in the meantime. */
        void writeFor(Path staged, Path target);
    }

    /**
     * Publishes.
     *
     * @param area where the directory waits
     * @param name the directory's name there, and in the location unless that is taken
     * @return where it is now
     * @throws DromedaryException {@code DESTINATION}, if the name is taken and may not be replaced, or the rename fails
     */
    public Path publish(StagingArea area, String name, ConflictResolution conflict, Commit commit) {
        Path staged = area.directory(name);
        Path target = area.location().resolve(name);
        try {
            Path published =
                    switch (conflict) {
                        case FAIL -> publishNew(staged, Stream.of(target), commit);
                        case VERSION -> publishNew(staged, versions(target), commit);
                        case TIMESTAMP -> publishNew(staged, timestamps(target), commit);
                        case OVERWRITE -> replace(area, staged, target, commit);
                    };
            sync(area.location());
            return published;
        } catch (IOException e) {
            throw Destination.failure(target, e);
        }
    }

    /** Whether a directory of this name could be published with {@link ConflictResolution#FAIL} now. */
    public static boolean isFree(Path location, String name) {
        return !Files.exists(location.resolve(name));
    }

    private static Stream<Path> versions(Path target) {
        return Stream.concat(
                Stream.of(target),
                IntStream.iterate(2, i -> i + 1).mapToObj(i -> target.resolveSibling(target.getFileName() + "_v" + i)));
    }

    private Stream<Path> timestamps(Path target) {
        var now = clock.instant();
        Path second = target.resolveSibling(target.getFileName() + "_" + SECOND.format(now));
        return Stream.concat(
                Stream.of(target.resolveSibling(target.getFileName() + "_" + DAY.format(now)), second),
                IntStream.iterate(2, i -> i + 1).mapToObj(i -> second.resolveSibling(second.getFileName() + "_" + i)));
    }

    private static Path publishNew(Path staged, Stream<Path> candidates, Commit commit) throws IOException {
        for (Path candidate : (Iterable<Path>) candidates::iterator) {
            if (!Files.exists(candidate)) {
                commit.writeFor(staged, candidate);
                sync(staged);
                if (renameTo(staged, candidate)) {
                    return candidate;
                }
            }
        }
        throw DromedaryException.permanent(
                FailureCategory.DESTINATION,
                "%s: its directory is already there and conflict_resolution is fail; remove it or choose version, timestamp or overwrite."
                        .formatted(staged.getFileName()));
    }

    /** False if somebody else took the name first. */
    private static boolean renameTo(Path staged, Path target) throws IOException {
        try {
            if (!LinuxRename.withoutReplacing(staged, target)) {
                // A plain rename never replaces a directory that has files in it, and all that we publish have.
                Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
            }
            return true;
        } catch (FileSystemException e) {
            if (Files.exists(target)) {
                return false;
            }
            throw e;
        }
    }

    private Path replace(StagingArea area, Path staged, Path target, Commit commit) throws IOException {
        commit.writeFor(staged, target);
        sync(staged);
        while (!renameTo(staged, target)) {
            if (!Files.exists(target.resolve(commitFile))) {
                throw DromedaryException.permanent(
                        FailureCategory.DESTINATION,
                        "%s is no export of ours (it has no %s), so it is not overwritten; move it away or choose another location."
                                .formatted(target, commitFile));
            }
            if (LinuxRename.exchange(staged, target)) {
                StagingArea.deleteRecursively(staged);
                return target;
            }
            Replacement.replace(area.root(), staged, target);
            return target;
        }
        return target;
    }

    /** Makes the names in a directory durable. */
    static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
