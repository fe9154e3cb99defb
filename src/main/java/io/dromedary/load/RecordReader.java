package io.dromedary.load;

import io.dromedary.dialect.LoadedRange;
import io.dromedary.load.input.FieldSource;
import java.util.List;
import java.util.Optional;

/**
 * Reads the records of one file, whatever its format. Thread-safe: several threads ask for batches, each with one of
 * its own, and a reader does as much of its work as it can outside of its lock.
 */
public interface RecordReader extends FieldSource {

    /** How many bytes of the file, as it is stored, were read so far. */
    long bytesRead();

    /** How the file was found to separate its fields, if that was left open. */
    default Optional<CsvGuess> findGuess() {
        return Optional.empty();
    }

    /** Whether parts of the file can be left out. */
    default boolean isResumable() {
        return false;
    }

    /** Leaves out parts that are loaded already; before the first batch, and if it {@linkplain #isResumable can}. */
    default void skip(List<LoadedRange> loaded) {
        if (!loaded.isEmpty()) {
            throw new UnsupportedOperationException("Ask isResumable before");
        }
    }
}
