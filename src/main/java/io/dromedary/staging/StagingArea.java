package io.dromedary.staging;

import io.dromedary.failure.DromedaryException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of one job in which its files wait: {@code <location>/.temp/job_<id>}. Nobody reads there.
 *
 * <p>While it is open, a lock on its {@code owner.lock} says that its owner lives; {@link #recover} removes the
 * directories of those that do not. Thread-safe.
 */
public final class StagingArea implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StagingArea.class);
    private static final String TEMP = ".temp";
    private static final String JOB_PREFIX = "job_";
    private static final String LOCK = "owner.lock";
    private static final int OPEN_ATTEMPTS = 5;

    private final Path location;
    private final Path root;
    private final FileChannel lock;

    private StagingArea(Path location, Path root, FileChannel lock) {
        this.location = location;
        this.root = root;
        this.lock = lock;
    }

    /**
     * Opens the area of a job.
     *
     * @param location where tables are published; made if missing
     * @throws DromedaryException {@code DESTINATION}, if the location is no directory that can be written to
     */
    public static StagingArea open(Path location, String jobId) {
        for (int attempt = 1; ; attempt++) {
            try {
                return tryOpen(location, jobId);
            } catch (NoSuchFileException e) {
                // Another job has just removed the empty directory above; more than a few times is no coincidence.
                if (attempt == OPEN_ATTEMPTS) {
                    throw Destination.failure(location, e);
                }
            } catch (IOException e) {
                throw Destination.failure(location, e);
            }
        }
    }

    private static StagingArea tryOpen(Path location, String jobId) throws IOException {
        Path temp = location.resolve(TEMP);
        Path hidden = temp.resolve(".new_" + UUID.randomUUID());
        Files.createDirectories(hidden);
        FileChannel lock =
                FileChannel.open(hidden.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        // Locked before it gets its name, so that no recovery ever finds it without an owner.
        FileLock held = lock.lock();
        Path root = temp.resolve(JOB_PREFIX + jobId);
        Files.move(hidden, root, StandardCopyOption.ATOMIC_MOVE);
        LOG.debug("{} opened, {}", root, held);
        return new StagingArea(location, root, lock);
    }

    /** Where tables are published. */
    public Path location() {
        return location;
    }

    /** The job's own directory. */
    Path root() {
        return root;
    }

    /** The directory of a table. */
    public Path directory(String name) {
        Path directory = root.resolve(name);
        if (!directory.normalize().startsWith(root) || directory.normalize().equals(root)) {
            throw new IllegalArgumentException("'%s' is no plain name".formatted(name));
        }
        return directory;
    }

    /** Starts a file; one of the same name that was not published is replaced. */
    public StagedFileWriter create(String directory, String fileName) {
        Path path = directory(directory).resolve(fileName);
        try {
            Files.createDirectories(path.getParent());
            return new StagedFileWriter(path);
        } catch (IOException e) {
            throw Destination.failure(path, e);
        }
    }

    /** Removes every file that was not published. */
    public void discard() {
        try {
            deleteRecursively(root);
        } catch (IOException e) {
            LOG.warn("{} could not be removed and stays until the next start: {}", root, e.toString());
        }
    }

    /** Gives up the ownership; what is left is removed at the next start. */
    @Override
    public void close() {
        try {
            lock.close();
            Files.deleteIfExists(location.resolve(TEMP));
        } catch (DirectoryNotEmptyException e) {
            LOG.debug("{} is still in use", location.resolve(TEMP));
        } catch (IOException e) {
            LOG.warn("{} could not be released: {}", root, e.toString());
        }
    }

    /**
     * Removes what killed runs have left, after an interrupted replacement of a published directory was finished or
     * undone. Touches nothing whose owner lives. May run in several processes at once.
     */
    public static void recover(Path location) {
        Path temp = location.resolve(TEMP);
        if (!Files.isDirectory(temp)) {
            return;
        }
        for (Path job : list(temp)) {
            try (FileChannel owner = tryOwn(job)) {
                if (owner != null) {
                    Replacement.recover(job);
                    deleteRecursively(job);
                    LOG.info("{} removed: its owner was killed", job);
                }
            } catch (NoSuchFileException e) {
                LOG.debug("{} was removed by somebody else", job);
            } catch (IOException e) {
                throw Destination.failure(job, e);
            }
        }
    }

    private static List<Path> list(Path temp) {
        try (Stream<Path> jobs = Files.list(temp)) {
            return jobs.toList();
        } catch (IOException e) {
            throw Destination.failure(temp, e);
        }
    }

    /** The lock of a directory without a living owner, or null. */
    private static @Nullable FileChannel tryOwn(Path job) throws IOException {
        if (!Files.exists(job.resolve(LOCK))) {
            return null;
        }
        FileChannel channel = FileChannel.open(job.resolve(LOCK), StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            LOG.debug("{} belongs to this process", job);
        }
        channel.close();
        return null;
    }

    static void deleteRecursively(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> files = Files.walk(root)) {
            // Children before parents.
            for (Path path : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
