package io.dromedary.load;

import io.dromedary.table.FieldBatch;
import java.util.List;

/**
 * Reads the records of one file, whatever its format. Thread-safe: several threads ask for batches, each with one of
 * its own, and a reader does as much of its work as it can outside of its lock.
 */
public interface RecordReader extends AutoCloseable {

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

    /** How many bytes of the file, as it is stored, were read so far. */
    long bytesRead();

    @Override
    void close();
}
