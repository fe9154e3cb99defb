package io.dromedary.staging;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Writes one file of a {@link StagingArea} under a temporary name, digesting the bytes on their way. Only {@link #seal}
 * gives it its name; closed without, it is deleted. Not buffered: meant for large writes. For one thread.
 */
public final class StagedFileWriter extends OutputStream {
    private final Path path;
    private final Path unfinished;
    private final FileChannel channel;
    private final MessageDigest digest;
    private long bytes;
    private boolean sealed;

    StagedFileWriter(Path path) throws IOException {
        this.path = path;
        this.unfinished = path.resolveSibling(path.getFileName() + ".part");
        this.digest = FileDigest.sha256();
        this.channel = FileChannel.open(
                unfinished, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
    }

    /** Starts a file that is no part of a staging area. */
    public static StagedFileWriter to(Path path) throws IOException {
        return new StagedFileWriter(path);
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    /** {@inheritDoc} A failure is a {@code DESTINATION} failure that says what to do. */
    @Override
    public void write(byte[] buffer, int offset, int length) {
        digest.update(buffer, offset, length);
        var rest = ByteBuffer.wrap(buffer, offset, length);
        try {
            while (rest.hasRemaining()) {
                bytes += channel.write(rest);
            }
        } catch (IOException e) {
            throw Destination.failure(path, e);
        }
    }

    /** Makes the file whole: on disk, under its name. */
    public StagedFile seal() {
        try {
            channel.force(true);
            channel.close();
            Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
            sealed = true;
            return new StagedFile(path, bytes, HexFormat.of().formatHex(digest.digest()));
        } catch (IOException e) {
            throw Destination.failure(path, e);
        }
    }

    @Override
    public void close() throws IOException {
        if (!sealed) {
            channel.close();
            Files.deleteIfExists(unfinished);
        }
    }
}
