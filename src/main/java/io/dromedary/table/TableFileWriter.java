package io.dromedary.table;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Makes files of rows, one after another. Rows may be <em>held</em> in memory before they belong to a file for good:
 * those that are when a file ends are the first of the next one. So whoever cuts files can wait and see what comes
 * before it decides where. Not thread-safe.
 */
public interface TableFileWriter extends Closeable {

    /** Starts a file, when there is none. The output is not closed by this writer. */
    void start(OutputStream out) throws IOException;

    /** Takes the next rows, that {@link #append} goes through; valid until {@link #release}. */
    void take(RowBatch batch) throws IOException;

    /**
     * Appends some of the next rows that were taken. Where it holds as much as it may, it lets held rows go.
     *
     * @return how many, at least one and not more than asked for
     */
    int append(int rowsMax) throws IOException;

    /** Forgets the rows that were taken. */
    void release();

    /** Bytes of the file so far; without what ends it. */
    long fileBytes();

    /** Rows of the file so far. */
    long fileRows();

    /** Rows that are held. */
    long heldRows();

    /** About as many bytes as the held rows will be in a file. */
    long heldBytes();

    /** The most that {@link #heldBytes} may become before held rows go. */
    long heldBytesMax();

    /** Lets held rows go into the file. */
    void flush() throws IOException;

    /** Ends the file. Rows that are held are not in it. */
    void end() throws IOException;

    /** Frees what does not belong to the heap; ends no file. */
    @Override
    void close();
}
