package io.dromedary.bench;

import java.sql.SQLException;

/** One way to export the table of a job file, in a process of its own. */
interface Contender extends AutoCloseable {

    /** Exports the table, whole, once. */
    Exported run() throws Exception;

    @Override
    default void close() throws SQLException {}

    /**
     * What a run says of itself.
     *
     * @param rows how many it read
     * @param bytes how many it read or wrote
     */
    record Exported(long rows, long bytes) {}
}
