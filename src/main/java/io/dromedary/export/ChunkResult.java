package io.dromedary.export;

import io.dromedary.dialect.ReplacedValues;
import java.util.List;

/**
 * A chunk that is done.
 *
 * @param chunk which one
 * @param files its files, staged, in the order of its rows; their rows were counted while they were read, equal to the
 *     server's count where it tells one and, if validated, to what is read back
 * @param seconds how long it took
 * @param replaced values that a policy has replaced; their rows count from the first of the chunk
 */
public record ChunkResult(Chunk chunk, List<ChunkFile> files, double seconds, List<ReplacedValues> replaced) {

    public ChunkResult {
        files = List.copyOf(files);
        replaced = List.copyOf(replaced);
    }

    /** A chunk whose values are all what they were. */
    public ChunkResult(Chunk chunk, List<ChunkFile> files, double seconds) {
        this(chunk, files, seconds, List.of());
    }

    /** Rows in all its files. */
    public long rows() {
        return files.stream().mapToLong(ChunkFile::rows).sum();
    }
}
