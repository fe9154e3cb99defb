package io.dromedary.dialect;

import java.io.Writer;
import java.util.List;

/**
 * The commits of one table. Owns its connection; used by one thread at a time.
 *
 * <p>A commit that there is not is a {@link io.dromedary.failure.DromedaryException} with category {@code
 * CONFIGURATION}.
 */
public interface TableVersions extends AutoCloseable {

    /** How rows are written. */
    enum Form {
        /** With a header, as PostgreSQL writes CSV. */
        CSV,
        /** An object in each line. */
        JSON
    }

    /** All commits, the first one first. */
    List<TableCommit> commits();

    /** One commit. */
    TableCommit commit(int id);

    /** Compares two commits. */
    CommitDifference difference(int from, int to);

    /** Writes the rows of a commit, in the order in which they came first, and those of one file in its order. */
    void writeRows(int id, Form form, Writer out);

    /**
     * Writes the rows that tell two commits apart, with a column {@code _change} in front: {@code added}, {@code
     * removed}, {@code changed_from} or {@code changed_to}.
     */
    void writeDifference(int from, int to, Form form, Writer out);

    /**
     * Gives the table the rows of a commit again, as a new commit.
     *
     * @return the new commit
     * @throws io.dromedary.failure.DromedaryException {@code CONFIGURATION} if the table has lost columns for them,
     *     {@code DATA} if it does not take them
     */
    TableCommit restore(int id, String message, boolean isDryRun);

    @Override
    void close();
}
