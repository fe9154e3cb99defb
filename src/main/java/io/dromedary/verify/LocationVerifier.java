package io.dromedary.verify;

import io.dromedary.export.Destinations;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Proves locations: several tables at once, and several files of each. Every file is read in pieces of some kilobytes,
 * so memory does not grow with the files. Changes nothing, and does not mind jobs that run at the same time.
 */
public final class LocationVerifier {
    private final int threads;
    private final @Nullable SourceComparison comparison;

    /** Reads so many files at once. */
    public LocationVerifier(int threads) {
        this(threads, null);
    }

    /** Compares tables that are whole with a database, too, so many chunks at once. */
    public LocationVerifier(int threads, @Nullable SourceComparison comparison) {
        this.threads = threads;
        this.comparison = comparison;
    }

    /**
     * Looks at everything in a location.
     *
     * @param proved told of each table in their order, as soon as it and those before it are done
     */
    public LocationProof verify(PublishedLocation location, Consumer<TableProof> proved) {
        List<TableProof> tables = new ArrayList<>();
        var pool = new ForkJoinPool(threads);
        try {
            // Streams that are started in a pool stay in it.
            pool.submit(() -> location.directories().parallelStream()
                            .map(directory -> directory.prove(comparison))
                            .forEachOrdered(table -> {
                                tables.add(table);
                                proved.accept(table);
                            }))
                    .join();
        } finally {
            pool.shutdownNow();
        }
        return new LocationProof(
                location.path(),
                tables,
                location.findings(),
                Destinations.at(location.path()).temporaryEntries());
    }
}
