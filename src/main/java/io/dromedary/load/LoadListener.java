package io.dromedary.load;

import io.dromedary.dialect.WritePlan;

/** Is told how a load goes on. Called by several threads; must not block. */
public interface LoadListener {
    /** Hears nothing. */
    LoadListener SILENT = new LoadListener() {};

    /** Who hears of the files of this request; asked before each of them, also before it is tried again. */
    default LoadListener of(LoadRequest request) {
        return this;
    }

    /** It is settled which fields of a file go where. */
    default void fileStarted(String file, long bytes, WritePlan plan) {}

    /**
     * Some more was written.
     *
     * @param bytes of the file read so far
     * @param rows more rows written, which need not be visible yet
     */
    default void progressed(String file, long bytes, long rows) {}

    /** A file is loaded. */
    default void fileLoaded(LoadReport report) {}
}
