package io.dromedary.staging;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * A file that is whole, on disk, and not yet published.
 *
 * @param path where it lies now
 * @param bytes its size
 * @param sha256 its digest, 64 hexadecimal digits
 */
public record StagedFile(Path path, long bytes, String sha256) {
    private static final int BUFFER_BYTES = 1 << 16;

    /**
     * Takes a file that somebody else has written: puts it on disk and digests it.
     *
     * @throws io.dromedary.failure.DromedaryException {@code DESTINATION}
     */
    public static StagedFile taken(Path path) {
        MessageDigest digest = StagedFileWriter.sha256();
        var buffer = ByteBuffer.allocate(BUFFER_BYTES);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            channel.force(true);
            while (channel.read(buffer) >= 0) {
                digest.update(buffer.flip());
                buffer.clear();
            }
            return new StagedFile(path, channel.size(), HexFormat.of().formatHex(digest.digest()));
        } catch (IOException e) {
            throw Destination.failure(path, e);
        }
    }
}
