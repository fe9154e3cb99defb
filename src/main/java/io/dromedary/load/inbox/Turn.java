package io.dromedary.load.inbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The right to take files out of an inbox: of one thread of one process at a time. The operating system ends it with
 * the process, so that nothing is stuck after a death.
 */
final class Turn implements AutoCloseable {
    private static final String LOCK = ".lock";

    /** Those of this process. A lock file that is closed loses the lock whoever of the process has it. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;

    private Turn(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /** Takes it, if nobody else has it. */
    static Optional<Turn> find(Path directory) throws IOException {
        Path real = directory.toRealPath();
        if (!HELD.add(real)) {
            return Optional.empty();
        }
        Turn turn = null;
        try {
            turn = lock(real);
            return Optional.ofNullable(turn);
        } finally {
            if (turn == null) {
                HELD.remove(real);
            }
        }
    }

    private static @Nullable Turn lock(Path real) throws IOException {
        FileChannel channel = FileChannel.open(real.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean isLocked = false;
        try {
            isLocked = channel.tryLock() != null;
            return isLocked ? new Turn(real, channel) : null;
        } finally {
            if (!isLocked) {
                channel.close();
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD.remove(directory);
        }
    }
}
