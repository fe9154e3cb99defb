package io.dromedary.staging;

import io.dromedary.failure.DromedaryException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of one job in which its files wait: {@code <location>/.temp/job_<id>}. Nobody reads there.
 *
 * <p>While it is open, a lock on its {@code owner.lock} says that its owner lives; {@link #recover} removes the
 * directories of those that do not. Thread-safe.
 */
final class StagingDirectory implements StagingArea {
    private static final Logger LOG = LoggerFactory.getLogger(StagingDirectory.class);
    private static final String TEMP = ".temp";
    private static final String JOB_PREFIX = "job_";
    private static final int OPEN_ATTEMPTS = 20;

    private final Path location;
    private final Path root;
    private final Ownership owner;
    private final DirectoryPublisher publisher;

    /** Until when directories are kept that were published before, by {@link System#nanoTime}. */
    private final AtomicLong keptUntilNanos = new AtomicLong(System.nanoTime());

    private StagingDirectory(Path location, Path root, Ownership owner, DirectoryPublisher publisher) {
        this.location = location;
        this.root = root;
        this.owner = owner;
        this.publisher = publisher;
    }

    /**
     * Opens the area of a job.
     *
     * @param location where tables are published; made if missing
     * @param publisher what its tables are published by
     * @throws DromedaryException {@code DESTINATION}, if the location is no directory that can be written to
     */
    static StagingDirectory open(Path location, String jobId, DirectoryPublisher publisher) {
        Path root = location.resolve(TEMP).resolve(JOB_PREFIX + jobId);
        for (int attempt = 1; ; attempt++) {
            try {
                return new StagingDirectory(location, root, Ownership.create(root), publisher);
            } catch (NoSuchFileException e) {
                // Another job has just removed the empty directory above; more than a few times is no coincidence.
                if (attempt == OPEN_ATTEMPTS) {
                    throw FileFailure.of(location, e);
                }
            } catch (IOException e) {
                throw FileFailure.of(location, e);
            }
        }
    }

    /** Where tables are published. */
    Path location() {
        return location;
    }

    /** Where all jobs have their directories. */
    Path temp() {
        return location.resolve(TEMP);
    }

    /** The job's own directory. */
    Path root() {
        return root;
    }

    /** The directory of a table. */
    Path directory(String table) {
        return below(root, table);
    }

    /** What lies below a directory under a name that may have slashes; never anything outside of it. */
    private static Path below(Path directory, String name) {
        Path path = directory.resolve(name);
        boolean plain = path.equals(path.normalize()) && path.startsWith(directory) && !path.equals(directory);
        if (!plain || name.endsWith("/") || name.startsWith("/")) {
            throw new IllegalArgumentException("'%s' is no name below a directory".formatted(name));
        }
        return path;
    }

    /** {@inheritDoc} The rename settles it. */
    @Override
    public void reserve(String table, ConflictResolution conflict) {}

    @Override
    public StagedFileWriter create(String table, String fileName) {
        Path path = path(table, fileName);
        try {
            return new LocalFileWriter(path, fileName);
        } catch (IOException e) {
            throw FileFailure.of(path, e);
        }
    }

    @Override
    public Path path(String table, String fileName) {
        Path path = below(directory(table), fileName);
        try {
            Files.createDirectories(path.getParent());
            return path;
        } catch (IOException e) {
            throw FileFailure.of(path, e);
        }
    }

    @Override
    public StagedFile take(String table, String fileName) {
        Path path = path(table, fileName);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            channel.force(true);
            return new StagedFile(fileName, channel.size(), FileDigest.sha256(channel));
        } catch (IOException e) {
            throw FileFailure.of(path, e);
        }
    }

    @Override
    public SeekableByteChannel read(String table, StagedFile file) {
        Path path = path(table, file.name());
        try {
            return Files.newByteChannel(path);
        } catch (IOException e) {
            throw FileFailure.of(path, e);
        }
    }

    @Override
    public void remove(String table, String fileName) {
        Path path = path(table, fileName);
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.warn("{} could not be removed and stays until the job ends: {}", path, e.toString());
        }
    }

    @Override
    public String publish(String table, ConflictResolution conflict, Commit commit) {
        return nameOf(publisher.publish(this, table, conflict, commit));
    }

    /** The name of a table whose directory this is. */
    String nameOf(Path published) {
        return location.relativize(published).toString().replace('\\', '/');
    }

    /** Keeps what is here from being discarded for a while. */
    void keepFor(Duration time) {
        keptUntilNanos.set(System.nanoTime() + time.toNanos());
    }

    @Override
    public void discard() {
        long left = keptUntilNanos.get() - System.nanoTime();
        while (left > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(left);
            left = keptUntilNanos.get() - System.nanoTime();
        }
        try {
            remove(root, location);
        } catch (IOException e) {
            LOG.warn("{} could not be removed and stays until the next start: {}", root, e.toString());
        }
    }

    @Override
    public void close() {
        try {
            owner.close();
            Files.deleteIfExists(location.resolve(TEMP));
        } catch (DirectoryNotEmptyException e) {
            LOG.debug("{} is still in use", location.resolve(TEMP));
        } catch (IOException e) {
            LOG.warn("{} could not be released: {}", root, e.toString());
        }
    }

    /**
     * Removes what killed runs have left, after an interrupted replacement of a published directory was undone. Touches
     * nothing whose owner lives. What cannot be removed stays, with a warning. May run in several processes at once.
     */
    static void recover(Path location) {
        Path temp = location.resolve(TEMP);
        if (!Files.isDirectory(temp)) {
            return;
        }
        List<Path> left = list(temp).stream()
                .filter(job -> kindOf(job) == TemporaryEntry.Kind.LEFTOVER)
                .toList();
        if (left.isEmpty()) {
            return;
        }
        // What was published before an interrupted replacement comes back: nobody may publish there at the same time.
        try (PublishLock lock = PublishLock.take(temp)) {
            LOG.trace("{} is ours", lock);
            left.forEach(job -> removeLeft(job, location));
        } catch (NoSuchFileException e) {
            LOG.debug("{} was removed by somebody else", temp);
        } catch (IOException e) {
            LOG.warn("{} could not be tidied up: {}", temp, e.toString());
        }
    }

    private static void removeLeft(Path job, Path location) {
        try (Ownership owner = Ownership.takeOver(job).orElse(null)) {
            if (owner != null) {
                remove(job, location);
                LOG.info("{} removed: its owner is gone", job);
            }
        } catch (NoSuchFileException e) {
            LOG.debug("{} was removed by somebody else", job);
        } catch (IOException e) {
            LOG.warn("{} could not be removed, remove it if no export is running: {}", job, e.toString());
        }
    }

    /**
     * What is in the temporary directory of a location. Changes nothing.
     *
     * @throws DromedaryException {@code DESTINATION}, if it cannot be read
     */
    static List<TemporaryEntry> entries(Path location) {
        Path temp = location.resolve(TEMP);
        try (Stream<Path> paths = Files.list(temp)) {
            return paths.filter(path -> !path.endsWith(PublishLock.FILE))
                    .sorted()
                    .map(path -> new TemporaryEntry(path, kindOf(path)))
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw FileFailure.of(temp, e);
        }
    }

    private static TemporaryEntry.Kind kindOf(Path path) {
        if (!Ownership.mayBe(path, JOB_PREFIX)) {
            return TemporaryEntry.Kind.FOREIGN;
        }
        try {
            return Ownership.isOwned(path) ? TemporaryEntry.Kind.RUNNING : TemporaryEntry.Kind.LEFTOVER;
        } catch (IOException e) {
            LOG.debug("{} has no lock that can be read: {}", path, e.toString());
            return TemporaryEntry.Kind.LEFTOVER;
        }
    }

    private static List<Path> list(Path temp) {
        try (Stream<Path> jobs = Files.list(temp)) {
            return jobs.filter(path -> Ownership.mayBe(path, JOB_PREFIX)).toList();
        } catch (NoSuchFileException e) {
            return List.of(); // The last job has just ended.
        } catch (IOException e) {
            throw FileFailure.of(temp, e);
        }
    }

    /** The lock goes last, so that whoever comes after a crash on the way knows the rest for a leftover. */
    private static void remove(Path job, Path location) throws IOException {
        FileOperations files = LocalFileOperations.INSTANCE;
        new Replacement(files, job, location).recover();
        try (Stream<Path> paths = Files.list(job)) {
            for (Path path :
                    paths.filter(path -> !path.endsWith(Ownership.LOCK)).toList()) {
                files.delete(path);
            }
        }
        files.delete(job);
    }
}
