package io.dromedary.staging;

import io.dromedary.failure.DromedaryException;
import java.util.List;
import java.util.Optional;

/**
 * A place where tables are published. Thread-safe.
 *
 * <p>A table is named by its directory below the location, with slashes: {@code public_orders}, or deeper {@code
 * system=shop/table=orders}.
 *
 * <p>What cannot be done throws a {@link DromedaryException} of category {@code DESTINATION}.
 */
public interface Destination {
    /** Where it is. */
    Location location();

    /** Where a table is, for people and for the documents that tell of it. */
    String pathOf(String table);

    /**
     * Removes what killed runs have left. Touches nothing whose owner may live, and no published table. What cannot be
     * removed stays, with a warning. May run in several processes at once.
     */
    void recover();

    /** What lies in the place where jobs in progress keep their files. Changes nothing. */
    List<TemporaryEntry> temporaryEntries();

    /** Opens the area of a job, whose files nobody sees until they are published. */
    StagingArea open(String jobId);

    /** Why a table could not be published now, in a sentence; empty if it could. */
    Optional<String> findObstacle(String table, ConflictResolution conflict);

    /** The commit document of a published table; empty if nothing is published there. */
    Optional<byte[]> findCommit(String table);

    /** Writes a small document beside the tables, whole or not at all; one of the same name is replaced. */
    void write(String name, byte[] document);
}
