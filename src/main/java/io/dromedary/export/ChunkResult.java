package io.dromedary.export;

import io.dromedary.staging.StagedFile;

/**
 * A chunk that is done: its file, and the rows as they were counted three times over.
 *
 * @param chunk which one
 * @param file its file, staged
 * @param rows rows read, equal to the server's count and, if validated, to the footer's
 * @param seconds how long it took
 */
public record ChunkResult(Chunk chunk, StagedFile file, long rows, double seconds) {}
