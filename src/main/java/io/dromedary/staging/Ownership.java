package io.dromedary.staging;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to a job's directory. Other processes see it by a lock on {@code owner.lock}, which ends with the process
 * however that ends. Within this process it is remembered by name: closing any channel of a file gives up all locks of
 * the process on it, so the lock file of a directory that is owned here must not even be opened.
 */
final class Ownership implements AutoCloseable {
    static final String LOCK = "owner.lock";

    private static final Logger LOG = LoggerFactory.getLogger(Ownership.class);
    private static final String NEW_PREFIX = ".new_";

    /** Real paths of the directories that this process owns. */
    private static final Set<Path> HERE = ConcurrentHashMap.newKeySet();

    private final Path claim;
    private final FileChannel lock;

    private Ownership(Path claim, FileChannel lock) {
        this.claim = claim;
        this.lock = lock;
    }

    /**
     * Makes a directory that is owned from its first moment.
     *
     * @throws NoSuchFileException if somebody removed the directory above in the meantime; another try may help
     */
    static Ownership create(Path job) throws IOException {
        Path temp = Files.createDirectories(job.resolveSibling("")).toRealPath();
        Path claim = temp.resolve(job.getFileName());
        Path hidden = temp.resolve(NEW_PREFIX + UUID.randomUUID());
        if (!HERE.add(claim)) {
            throw new IllegalStateException("%s is open already".formatted(job));
        }
        HERE.add(hidden);
        boolean created = false;
        try {
            FileChannel lock = createLocked(hidden);
            try {
                Files.move(hidden, claim, StandardCopyOption.ATOMIC_MOVE);
                created = true;
                return new Ownership(claim, lock);
            } finally {
                if (!created) {
                    lock.close();
                }
            }
        } finally {
            HERE.remove(hidden);
            if (!created) {
                HERE.remove(claim);
            }
        }
    }

    /** Locked before it gets its name, so that no recovery finds it without an owner. */
    private static FileChannel createLocked(Path hidden) throws IOException {
        Files.createDirectory(hidden);
        FileChannel channel =
                FileChannel.open(hidden.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        FileLock held = channel.lock();
        LOG.debug("{} is held: {}", hidden, held);
        return channel;
    }

    /** Whether a directory looks like one that {@link #create} makes. */
    static boolean mayBe(Path directory, String jobPrefix) {
        String name = String.valueOf(directory.getFileName());
        return (name.startsWith(jobPrefix) || name.startsWith(NEW_PREFIX))
                && Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS);
    }

    /** Takes over the directory of an owner that is gone; empty if it has an owner, or was removed. */
    static Optional<Ownership> takeOver(Path job) throws IOException {
        Path claim = job.toRealPath();
        if (!HERE.add(claim)) {
            return Optional.empty();
        }
        Optional<Ownership> taken = Optional.empty();
        try {
            if (Files.exists(job.resolve(LOCK))) {
                taken = tryLock(claim);
            } else {
                // Its owner was killed right before or after everything else; or is just making it, and will try again.
                removeEmpty(job);
            }
            return taken;
        } finally {
            if (taken.isEmpty()) {
                HERE.remove(claim);
            }
        }
    }

    /** Whether the owner of a directory lives. Only looks, also where nothing may be written. */
    static boolean isOwned(Path job) throws IOException {
        Path claim = job.toRealPath();
        if (!HERE.add(claim)) {
            return true;
        }
        try (FileChannel channel = FileChannel.open(claim.resolve(LOCK), StandardOpenOption.READ)) {
            return channel.tryLock(0, Long.MAX_VALUE, true) == null;
        } finally {
            HERE.remove(claim);
        }
    }

    private static Optional<Ownership> tryLock(Path claim) throws IOException {
        FileChannel channel = FileChannel.open(claim.resolve(LOCK), StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            locked = channel.tryLock() != null;
        } finally {
            if (!locked) {
                channel.close();
            }
        }
        return locked ? Optional.of(new Ownership(claim, channel)) : Optional.empty();
    }

    private static void removeEmpty(Path job) throws IOException {
        try {
            Files.deleteIfExists(job);
        } catch (DirectoryNotEmptyException e) {
            LOG.warn("{} has no {} and stays; remove it if no export is running", job, LOCK);
        }
    }

    /** Gives up the right. */
    @Override
    public void close() throws IOException {
        try {
            lock.close();
        } finally {
            HERE.remove(claim);
        }
    }
}
