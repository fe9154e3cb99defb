package io.dromedary.staging;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that is whole, on disk, and not yet published.
 *
 * @param path where it lies now
 * @param bytes its size
 * @param sha256 its digest, 64 hexadecimal digits
 */
public record StagedFile(Path path, long bytes, String sha256) {
    /**
     * Takes a file that somebody else has written: puts it on disk and digests it.
     *
     * @throws io.dromedary.failure.DromedaryException {@code DESTINATION}
     */
    public static StagedFile taken(Path path) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            channel.force(true);
            return new StagedFile(path, channel.size(), FileDigest.sha256(channel));
        } catch (IOException e) {
            throw Destination.failure(path, e);
        }
    }
}
