package io.dromedary.staging.s3;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.staging.FileDigest;
import io.dromedary.staging.StagedFile;
import io.dromedary.staging.StagedFileWriter;
import io.dromedary.staging.s3.MultipartFile.Part;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Writes an object in parts that wait on disk until they are sent, which happens while the next are written. A writer
 * waits for room before a part, and holds none that is not being sent then, so that writers never wait for each other.
 */
final class S3FileWriter extends StagedFileWriter {
    private static final int PART_MEGABYTES = 16;

    /** Files may have 10,000 parts, so those of large files grow: 16 MB, from 16 GB on 32 MB, and so on. */
    private static final int PARTS_OF_A_SIZE = 1000;

    private static final int DOUBLINGS_MAX = 6;

    private final String name;
    private final Path path;
    private final Semaphore room;
    private final int roomMegabytes;
    private final MultipartFile object;
    private final MessageDigest digest = FileDigest.sha256();
    private @Nullable FileChannel channel;
    private Part part = new Part(Path.of(""), () -> {});
    private long partBytesLeft;
    private long bytes;
    private boolean sealed;

    /**
     * A writer.
     *
     * @param name of the file in its table
     * @param path where its parts wait, with their numbers at the end
     * @param connection has the room for them, and the threads
     * @param roomMegabytes all the room there is
     */
    S3FileWriter(String name, Path path, MultipartFile object, S3Connection connection, int roomMegabytes) {
        this.name = name;
        this.path = path;
        this.object = object;
        this.room = connection.room();
        this.roomMegabytes = roomMegabytes;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
        digest.update(buffer, offset, length);
        bytes += length;
        for (int left = length; left > 0; ) {
            if (channel != null && partBytesLeft == 0) {
                object.add(closePart());
            }
            FileChannel open = channel == null ? openPart() : channel;
            int count = (int) Math.min(left, partBytesLeft);
            var rest = ByteBuffer.wrap(buffer, offset + length - left, count);
            try {
                while (rest.hasRemaining()) {
                    partBytesLeft -= open.write(rest);
                }
            } catch (IOException e) {
                throw failure(e);
            }
            left -= count;
        }
    }

    private FileChannel openPart() {
        int doublings = Math.min(DOUBLINGS_MAX, object.count() / PARTS_OF_A_SIZE);
        int megabytes = Math.min(PART_MEGABYTES << doublings, Math.max(PART_MEGABYTES, roomMegabytes / 2));
        try {
            room.acquire(megabytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw DromedaryException.permanent(FailureCategory.CANCELLED, "The export was interrupted.", e);
        }
        Path file = path.resolveSibling("%s.%05d".formatted(path.getFileName(), object.count() + 1));
        part = new Part(file, () -> room.release(megabytes));
        partBytesLeft = (long) megabytes << 20;
        try {
            FileChannel open = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
            channel = open;
            return open;
        } catch (IOException e) {
            part.drop();
            throw failure(e);
        }
    }

    private Part closePart() {
        FileChannel open = channel;
        channel = null;
        try {
            if (open != null) {
                open.close();
            }
            return part;
        } catch (IOException e) {
            part.drop();
            throw failure(e);
        }
    }

    private DromedaryException failure(IOException e) {
        String message = "%s cannot be written: %s; free some space or set dromedary.s3.staging-directory.";
        return DromedaryException.permanent(FailureCategory.DESTINATION, message.formatted(path, e.getMessage()), e);
    }

    @Override
    public StagedFile seal() {
        if (channel == null) {
            openPart();
        }
        if (object.count() == 0) {
            object.sendWhole(closePart());
        } else {
            object.add(closePart());
            object.complete(bytes);
        }
        sealed = true;
        return new StagedFile(name, bytes, HexFormat.of().formatHex(digest.digest()));
    }

    @Override
    public void close() {
        if (!sealed) {
            if (channel != null) {
                closePart().drop();
            }
            object.abort();
        }
    }
}
