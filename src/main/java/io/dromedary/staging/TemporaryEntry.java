package io.dromedary.staging;

import java.nio.file.Path;

/**
 * Something in the temporary directory of a location.
 *
 * @param path where it lies
 * @param kind what it is
 */
public record TemporaryEntry(Path path, Kind kind) {

    /** Whose it is. */
    public enum Kind {
        /** The directory of a job in progress. */
        RUNNING,
        /** The directory of a job whose owner is gone, or has just ended. */
        LEFTOVER,
        /** Nothing of ours. */
        FOREIGN
    }
}
