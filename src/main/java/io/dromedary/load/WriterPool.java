package io.dromedary.load;

import io.dromedary.dialect.EncodedBatch;
import io.dromedary.dialect.LoadedFile;
import io.dromedary.dialect.RefusedRowException;
import io.dromedary.dialect.TableWriter;
import io.dromedary.dialect.TargetDatabase;
import io.dromedary.table.FieldBatch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/**
 * The connections that write a file's rows, opened as they are needed. Where there is only one, batches are written in
 * their order. Thread-safe.
 */
final class WriterPool implements AutoCloseable {
    private final TargetDatabase database;
    private final Landing landing;
    private final int writersMax;
    private final List<TableWriter> all = new ArrayList<>();
    private final Deque<TableWriter> idle = new ArrayDeque<>();
    private long next;
    private boolean isBroken;

    WriterPool(TargetDatabase database, Landing landing) {
        this.database = database;
        this.landing = landing;
        this.writersMax = landing.writersMax();
    }

    /** Writes a batch, when it is its turn; what was refused is set aside before anything is committed. */
    long write(FieldBatch batch, EncodedBatch encoded, Rejections rejections)
            throws RefusedRowException, InterruptedException {
        TableWriter writer = acquire(batch.number());
        boolean isWritten = false;
        try {
            long rows = writer.write(encoded);
            rejections.add(batch, encoded);
            landing.written(writer, batch);
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
            TableWriter opened = database.open(landing.plan());
            all.add(opened);
            landing.opened(opened);
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

    /** Makes visible what is not, after the last batch. */
    synchronized OptionalLong complete(long written, LongFunction<LoadedFile> account) {
        if (all.isEmpty()) {
            all.add(database.open(landing.plan()));
        }
        return landing.complete(all, written, account);
    }

    @Override
    public synchronized void close() {
        all.forEach(TableWriter::close);
    }
}
