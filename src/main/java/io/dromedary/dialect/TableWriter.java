package io.dromedary.dialect;

/**
 * Writes rows into one table over one connection, in one transaction at a time. Used by one thread at a time. Closing
 * it without {@link #commit} takes back what was not committed.
 */
public interface TableWriter extends AutoCloseable {

    /**
     * Sends the rows of a batch. Where the plan isolates rows, what the database refuses is added to the batch's
     * rejections, and all other rows are written. Otherwise the first refused row ends the work, which may be told when
     * a later batch is written or with {@link #flush}.
     *
     * @throws RefusedRowException if a row was refused and rows are not isolated
     */
    void write(EncodedBatch batch) throws RefusedRowException;

    /**
     * After how many batches a {@link #flush} is best: some, since each costs time, or one, where other connections may
     * have to wait for what this one has written.
     */
    int batchesAtOnce();

    /**
     * Waits until the database has taken all that was written. Comes before anything but writing and closing.
     *
     * @return how many rows were written since the last time
     * @throws RefusedRowException if a row was refused and rows are not isolated
     */
    long flush() throws RefusedRowException;

    /**
     * Adds a part of a file to its progress, in the same transaction as the rows: both are seen or neither.
     *
     * @param key the one that its {@link LoadProgress} was opened with
     */
    void addProgress(String key, LoadedRange range);

    /**
     * Adds the file whose rows were written to what the database remembers, in the same transaction.
     *
     * @return false if the same file was loaded before; then nothing is to be committed
     */
    boolean addLoaded(LoadedFile file);

    /**
     * Lets commits return before they are on disk. A crash of the server may then take back the last of them, but never
     * one that was followed by a commit of another connection which was not relaxed.
     */
    void relaxCommits();

    /** Makes all rows seen that were written since the last time. Deferred constraints are checked. */
    void commit();

    @Override
    void close();
}
