package io.dromedary.staging;

import java.nio.file.Path;

/**
 * A file that is whole, on disk, and not yet published.
 *
 * @param path where it lies now
 * @param bytes its size
 * @param sha256 its digest, 64 hexadecimal digits
 */
public record StagedFile(Path path, long bytes, String sha256) {}
