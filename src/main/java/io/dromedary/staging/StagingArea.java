package io.dromedary.staging;

import io.dromedary.failure.DromedaryException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;

/**
 * Where the files of one job wait, unseen, until their tables are published. Thread-safe.
 *
 * <p>Tables are named as in {@link Destination}. Files are named by where they lie in their table, with slashes: {@code
 * part_0001.parquet}, or deeper {@code region=EU/part_0001.parquet}.
 *
 * <p>What cannot be done throws a {@link DromedaryException} of category {@code DESTINATION}.
 */
public interface StagingArea extends AutoCloseable {

    /** Makes the document that says what has to be true of a published table; its being there is what publishes it. */
    @FunctionalInterface
    interface Commit {
        /**
         * The document, for a table that would be published under this name. Asked again with another name, if the one
         * before was taken in the meantime. May throw to refuse the name.
         */
        byte[] documentFor(String table);

        /**
         * The document of a table to which the files of this job are added.
         *
         * @param before the document that is there
         */
        default byte[] documentAfter(String table, byte[] before) {
            throw new UnsupportedOperationException("Nothing can be added to " + table);
        }
    }

    /**
     * Settles what can be settled of the name that a table will get; before any of its files. Called again it does
     * nothing.
     *
     * @param table the name it gets, unless that is taken and the job asks for another then
     * @throws DromedaryException if it is seen now that the table cannot be published
     */
    void reserve(String table, ConflictResolution conflict);

    /** Starts a file; one of the same name that was not published is replaced. */
    StagedFileWriter create(String table, String fileName);

    /** Where somebody else may write a file, to be {@linkplain #take taken} then. Its directory is there. */
    Path path(String table, String fileName);

    /** Takes a file that was written at its {@link #path}. */
    StagedFile take(String table, String fileName);

    /** Opens a staged file for reading it back. */
    SeekableByteChannel read(String table, StagedFile file);

    /** Removes a file that is not published, whether it was written, taken, or neither. What fails is a warning. */
    void remove(String table, String fileName);

    /**
     * Makes all files of a table seen in one step: readers who go by the commit document see all of them or none.
     *
     * @param table the name it gets, unless that is taken and the job asks for another then
     * @return the name it has got
     * @throws DromedaryException if the name is taken and may not be replaced, or publishing fails
     */
    String publish(String table, ConflictResolution conflict, Commit commit);

    /** Removes every file that was not published. What fails is a warning. */
    void discard();

    /** Gives up the area; what is left is removed at the next start. */
    @Override
    void close();
}
