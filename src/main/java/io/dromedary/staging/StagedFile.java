package io.dromedary.staging;

/**
 * A file that is whole and not yet published.
 *
 * @param name where it lies in its table, with slashes
 * @param bytes its size
 * @param sha256 its digest, 64 hexadecimal digits
 */
public record StagedFile(String name, long bytes, String sha256) {}
