package io.dromedary.load;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The digest of a file, by a thread that reads it beside the load. It is faster than any load, so it runs ahead, and
 * the load finds in memory what was read for it: the file is read from its disk once, whatever reads it in which order.
 */
final class FileDigest implements ContentDigest {
    private static final int BLOCK_BYTES = 1 << 18;

    private final Path file;
    private final Atomic atomic;
    private final long bytes;
    private final FileTime changed;
    private final FutureTask<String> digest = new FutureTask<>(this::read);

    /** Starts to read. */
    FileDigest(Path file, Atomic atomic) throws IOException {
        this.atomic = atomic;
        this.file = file;
        this.bytes = Files.size(file);
        this.changed = Files.getLastModifiedTime(file);
        var thread = new Thread(digest, "digest");
        thread.setDaemon(true);
        thread.start();
    }

    private String read() throws IOException {
        MessageDigest all = Sha256.create();
        var block = new byte[BLOCK_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            int count = in.read(block);
            while (count >= 0 && !digest.isCancelled()) {
                all.update(block, 0, count);
                count = in.read(block);
            }
        }
        return Sha256.text(all);
    }

    @Override
    public String value() {
        try {
            String value = digest.get();
            if (Files.size(file) != bytes || !Files.getLastModifiedTime(file).equals(changed)) {
                throw DromedaryException.permanent(
                        FailureCategory.DATA,
                        "%s: the file was changed while it was read. ".formatted(file)
                                + (atomic == Atomic.FILE
                                        ? "Nothing of it was loaded; load it again when it is complete"
                                        : "Batches of what it was are loaded. It counts as another file now, which"
                                                + " would be loaded as a whole"));
            }
            return value;
        } catch (ExecutionException | IOException e) {
            throw DromedaryException.permanent(
                    FailureCategory.SOURCE, "%s cannot be read: %s".formatted(file, e.getMessage()), e);
        } catch (CancellationException | InterruptedException e) {
            throw DromedaryException.permanent(
                    FailureCategory.CANCELLED, "%s: the load was stopped".formatted(file), e);
        }
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public void close() {
        digest.cancel(false);
    }
}
