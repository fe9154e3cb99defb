package io.dromedary.dialect;

import java.util.OptionalLong;
import java.util.function.LongFunction;

/** Rows that wait in a table of their own until they are merged into another. Closing it drops that table. */
public interface StagedRows extends AutoCloseable {

    /** What is written, into the table where rows wait. */
    WritePlan plan();

    /**
     * Merges all rows with one statement, in one transaction.
     *
     * @param account of so many rows, remembered in the same transaction
     * @param isDryRun whether it is all taken back
     * @return how many rows of the table are new or have new values; nothing if the same file was loaded meanwhile
     * @throws io.dromedary.failure.DromedaryException {@code DATA} for duplicates, where none may be, and for rows that
     *     the table does not take
     */
    OptionalLong merge(LongFunction<LoadedFile> account, boolean isDryRun);

    @Override
    void close();
}
