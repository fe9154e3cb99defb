package io.dromedary.staging;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to change what is published in a location, for one thread of one process at a time; it ends with the
 * process however that ends. New directories need none, since a rename goes over nothing. The same thread may take it
 * again.
 *
 * <p>The file of the lock is removed with it. Who waits for the lock of a file that is gone has a lock that nobody
 * shares, so each owner leaves a byte in the file, and whoever finds one there begins again.
 */
final class PublishLock implements AutoCloseable {
    static final String FILE = "publish.lock";

    private static final Logger LOG = LoggerFactory.getLogger(PublishLock.class);

    /** By the real path of the temporary directory: locks of files do not count between threads of one process. */
    private static final Map<Path, ReentrantLock> HERE = new ConcurrentHashMap<>();

    private final ReentrantLock here;
    private final Path file;
    private final @Nullable FileChannel channel;

    private PublishLock(ReentrantLock here, Path file, @Nullable FileChannel channel) {
        this.here = here;
        this.file = file;
        this.channel = channel;
    }

    /**
     * Waits for the lock.
     *
     * @param temp the temporary directory of the location
     * @throws NoSuchFileException if that is not there
     */
    static PublishLock take(Path temp) throws IOException {
        Path file = temp.toRealPath().resolve(FILE);
        ReentrantLock here = HERE.computeIfAbsent(file, path -> new ReentrantLock());
        here.lock();
        boolean taken = false;
        try {
            var lock = new PublishLock(here, file, here.getHoldCount() > 1 ? null : locked(file));
            taken = true;
            return lock;
        } finally {
            if (!taken) {
                here.unlock();
            }
        }
    }

    private static FileChannel locked(Path file) throws IOException {
        while (true) {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            boolean isOurs = false;
            try {
                FileLock held = channel.lock();
                isOurs = held.isValid() && channel.size() == 0;
                if (isOurs) {
                    return channel;
                }
            } finally {
                if (!isOurs) {
                    channel.close();
                }
            }
        }
    }

    @Override
    public void close() {
        try (FileChannel held = channel) {
            if (held != null) {
                Files.deleteIfExists(file);
                held.write(ByteBuffer.wrap(new byte[1]));
            }
        } catch (IOException e) {
            LOG.warn("{} could not be removed: {}", file, e.toString());
        } finally {
            here.unlock();
        }
    }
}
