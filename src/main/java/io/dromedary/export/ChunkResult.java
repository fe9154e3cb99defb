package io.dromedary.export;

import java.util.List;

/**
 * A chunk that is done.
 *
 * @param chunk which one
 * @param files its files, staged, at least one; their rows were counted while they were read, equal to the server's
 *     count where it tells one and, if validated, to the footers'
 * @param seconds how long it took
 */
public record ChunkResult(Chunk chunk, List<ChunkFile> files, double seconds) {

    public ChunkResult {
        files = List.copyOf(files);
    }

    /** Rows in all its files. */
    public long rows() {
        return files.stream().mapToLong(ChunkFile::rows).sum();
    }
}
