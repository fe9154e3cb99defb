package io.dromedary.export;

import io.dromedary.staging.StagedFile;

/**
 * A staged file of a chunk.
 *
 * @param file the file
 * @param rows rows in it
 */
public record ChunkFile(StagedFile file, long rows) {}
