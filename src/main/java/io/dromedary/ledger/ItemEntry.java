package io.dromedary.ledger;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table or file in the ledger.
 *
 * @param number its place in the job, counted from one
 * @param name the table, or the file
 * @param started null: it has not
 * @param ended null: it has not
 * @param result what there is of it now
 */
public record ItemEntry(
        int number,
        String name,
        @Nullable Instant started,
        @Nullable Instant ended,
        ItemEnd result) {

    /** When the work on it began. */
    public Optional<Instant> findStarted() {
        return Optional.ofNullable(started);
    }

    /** When the work on it ended. */
    public Optional<Instant> findEnded() {
        return Optional.ofNullable(ended);
    }
}
