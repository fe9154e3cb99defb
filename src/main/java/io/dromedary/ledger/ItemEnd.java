package io.dromedary.ledger;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an item ended.
 *
 * @param state one of the ends
 * @param rows that are where they should be
 * @param rejected records set aside
 * @param bytes of its files
 * @param files how many files it has
 * @param location where the rows are now; null: nowhere
 * @param rejects the file with the rejected records; null: there are none
 * @param message what went wrong; null: nothing
 */
public record ItemEnd(
        State state,
        long rows,
        long rejected,
        long bytes,
        int files,
        @Nullable String location,
        @Nullable String rejects,
        @Nullable String message) {

    /** Something that is not done. */
    public static ItemEnd without(State state, @Nullable String message) {
        return new ItemEnd(state, 0, 0, 0, 0, null, null, message);
    }

    /** Something that was done before, and where. */
    public static ItemEnd skipped(String location, String message) {
        return new ItemEnd(State.SKIPPED, 0, 0, 0, 0, location, null, message);
    }

    /** Where the rows are now. */
    public Optional<String> findLocation() {
        return Optional.ofNullable(location);
    }

    /** The file with the rejected records. */
    public Optional<String> findRejects() {
        return Optional.ofNullable(rejects);
    }

    /** What went wrong. */
    public Optional<String> findMessage() {
        return Optional.ofNullable(message);
    }
}
