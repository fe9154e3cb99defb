package io.dromedary.load;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a file was loaded.
 *
 * @param file the file
 * @param table its rows are in
 * @param rows loaded, or for a dry run found to be right
 * @param rejected records set aside
 * @param bytes of the file
 * @param seconds it took
 * @param rejects the file with the rejected records; null if there are none
 * @param loadedBefore when the same file was loaded, in ISO 8601, so that nothing was done; null: it was loaded now
 */
public record LoadReport(
        String file,
        String table,
        long rows,
        long rejected,
        long bytes,
        double seconds,
        @Nullable Path rejects,
        @Nullable String loadedBefore) {

    /** When the same file was loaded before, so that nothing was done. */
    public Optional<String> findLoadedBefore() {
        return Optional.ofNullable(loadedBefore);
    }

    /** The file with the rejected records. */
    public Optional<Path> findRejects() {
        return Optional.ofNullable(rejects);
    }
}
