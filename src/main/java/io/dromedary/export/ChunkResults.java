package io.dromedary.export;

import io.dromedary.failure.DromedaryException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What became of a table's chunks so far, in any order. Confined to the aggregation of one split. */
public final class ChunkResults {
    private final List<ChunkResult> done = new ArrayList<>();
    private @Nullable DromedaryException failure;

    /** Adds a chunk that is staged. */
    public void add(ChunkResult result) {
        done.add(result);
    }

    /** Adds a chunk that failed for good; the first failure is the one that is told. */
    public void add(DromedaryException chunkFailure) {
        if (failure == null) {
            failure = chunkFailure;
        }
    }

    /** The staged chunks by number. */
    public List<ChunkResult> done() {
        return done.stream()
                .sorted(Comparator.comparingInt(result -> result.chunk().number()))
                .toList();
    }

    /** Why not all are staged. */
    public Optional<DromedaryException> findFailure() {
        return Optional.ofNullable(failure);
    }
}
