package io.dromedary.load;

import io.dromedary.dialect.EncodedBatch;
import io.dromedary.dialect.RefusedRowException;
import io.dromedary.dialect.TableWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * The connections that write a file's rows, opened as they are needed. Where there is only one, batches are written in
 * their order. Thread-safe.
 */
final class WriterPool implements AutoCloseable {
    private final Supplier<TableWriter> opener;
    private final int writersMax;
    private final List<TableWriter> all = new ArrayList<>();
    private final Deque<TableWriter> idle = new ArrayDeque<>();
    private long next;
    private boolean isBroken;

    WriterPool(Supplier<TableWriter> opener, int writersMax) {
        this.opener = opener;
        this.writersMax = writersMax;
    }

    /**
     * Writes a batch, when it is its turn.
     *
     * @param number its number in the file, counted from zero without gaps
     */
    long write(EncodedBatch batch, long number) throws RefusedRowException, InterruptedException {
        TableWriter writer = acquire(number);
        boolean isWritten = false;
        try {
            long rows = writer.write(batch);
            isWritten = true;
            return rows;
        } finally {
            release(writer, isWritten);
        }
    }

    private synchronized TableWriter acquire(long number) throws InterruptedException {
        while (!isBroken && writersMax == 1 && number != next) {
            wait();
        }
        while (!isBroken && idle.isEmpty() && all.size() == writersMax) {
            wait();
        }
        if (isBroken) {
            throw new InterruptedException("Another thread has failed");
        }
        if (idle.isEmpty()) {
            TableWriter opened = opener.get();
            all.add(opened);
            return opened;
        }
        return idle.removeLast();
    }

    private synchronized void release(TableWriter writer, boolean isWritten) {
        next++;
        isBroken |= !isWritten;
        idle.addLast(writer);
        notifyAll();
    }

    /** Lets nobody wait any more. */
    synchronized void stop() {
        isBroken = true;
        notifyAll();
    }

    /** Makes everything seen. With more than one connection that is not at once. */
    synchronized void commit() {
        all.forEach(TableWriter::commit);
    }

    @Override
    public synchronized void close() {
        all.forEach(TableWriter::close);
    }
}
