package io.dromedary.load.input;

import io.dromedary.table.FieldBatch;
import io.dromedary.table.TableDefinition;
import java.util.List;
import java.util.Optional;

/** Records that have the same fields, from a file or a part of one. Thread-safe. */
public interface FieldSource extends AutoCloseable {

    /** The names of the fields, in their order; empty if the file does not name them. */
    List<String> header();

    /** How many fields a record has: as the header, or else the first record; 0 for a file without any record. */
    int fieldCount();

    /**
     * Fills a batch with the records behind those that were handed out last. {@link FieldBatch#number} tells the order.
     *
     * @return whether there were any
     * @throws io.dromedary.failure.DromedaryException {@code SOURCE} if the file cannot be read, {@code DATA} if it is
     *     damaged so that it is not known where its records end
     */
    boolean next(FieldBatch batch);

    /** Whether the raw bytes of its records stand below a header where they can be loaded again. */
    default boolean hasHeaderLine() {
        return !header().isEmpty();
    }

    /** How the file defines the table that its rows are of, which may be anybody's words. */
    default Optional<TableDefinition> findDefinition() {
        return Optional.empty();
    }

    @Override
    void close();
}
