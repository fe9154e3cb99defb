package io.dromedary.files;

import io.dromedary.staging.StagedFile;

/**
 * A file of a chunk that is whole.
 *
 * @param file where it waits
 * @param rows rows in it
 */
public record WrittenFile(StagedFile file, long rows) {}
