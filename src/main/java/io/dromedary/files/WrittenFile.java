package io.dromedary.files;

import io.dromedary.staging.StagedFile;

/**
 * A file of a chunk that is whole.
 *
 * @param file where it waits
 * @param partition its directory below that of the table, such as {@code region=EU}; empty: none
 * @param rows rows in it
 */
public record WrittenFile(StagedFile file, String partition, long rows) {}
