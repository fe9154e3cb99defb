package io.dromedary.dialect;

import java.util.List;

/**
 * Which parts of a file are in its table, kept in the database, so that each part is there once whatever breaks when.
 * While it is open, nobody else loads the same file.
 */
public interface LoadProgress extends AutoCloseable {

    /** What its parts are kept under; of a table that was made anew, another. */
    String key();

    /** What was there when this was opened, in order. Nothing of an earlier load is still on its way. */
    List<LoadedRange> loaded();

    /**
     * Forgets the parts: the file is loaded.
     *
     * @return false if the history has the same file already, so that its rows are there twice
     */
    boolean complete(LoadedFile file);

    @Override
    void close();
}
