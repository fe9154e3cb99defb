package io.dromedary.load;

import io.dromedary.dialect.LoadedFile;
import io.dromedary.dialect.LoadedRange;
import io.dromedary.dialect.TableWriter;
import io.dromedary.dialect.WritePlan;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/** How the rows of one file become visible. Closing it without {@link #complete} leaves nothing behind but batches. */
interface Landing extends AutoCloseable {

    /** What is written, into the table that the rows go to first. */
    WritePlan plan();

    /** How many connections may write at once; with one, batches are written in order. */
    int writersMax();

    /** Parts of the file that are loaded already, in order. */
    default List<LoadedRange> loaded() {
        return List.of();
    }

    /** A connection was opened. */
    default void opened(TableWriter writer) {}

    /** The database has taken all rows that were written to a connection since the last time: those of such parts. */
    default void flushed(TableWriter writer, List<LoadedRange> parts) {}

    /**
     * All batches are written and flushed: makes visible what is not, and the account of it at once.
     *
     * @param writers at least one
     * @param written how many rows were
     * @param account of so many rows
     * @return how many rows are loaded; nothing if the same file was meanwhile, so that nothing of this was
     */
    OptionalLong complete(List<TableWriter> writers, long written, LongFunction<LoadedFile> account);

    @Override
    default void close() {}
}
