package io.dromedary.load;

import io.dromedary.dialect.EncodedBatch;
import io.dromedary.dialect.LoadedFile;
import io.dromedary.dialect.LoadedRange;
import io.dromedary.dialect.RefusedRowException;
import io.dromedary.dialect.TableWriter;
import io.dromedary.dialect.TargetDatabase;
import io.dromedary.table.FieldBatch;
import io.dromedary.table.RecordPlaces;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

/**
 * The connections that write a file's rows, opened as they are needed. Where there is only one, batches are written in
 * their order. Thread-safe.
 */
final class WriterPool implements AutoCloseable {
    /** What comes slowly is taken at least so often, since it is seen, and with atomic: batch kept, only then. */
    private static final long UNFLUSHED_NANOS_MAX = TimeUnit.SECONDS.toNanos(1);

    private final TargetDatabase database;
    private final Landing landing;
    private final Rejections rejections;
    private final int writersMax;
    private final List<Writing> all = new ArrayList<>();
    private final Deque<Writing> idle = new ArrayDeque<>();
    private long next;
    private boolean isBroken;
    private long rows;

    WriterPool(TargetDatabase database, Landing landing, Rejections rejections) {
        this.database = database;
        this.landing = landing;
        this.rejections = rejections;
        this.writersMax = landing.writersMax();
    }

    /** Writes a batch, when it is its turn; returns how many rows are known to be taken since the last time. */
    long write(FieldBatch batch, EncodedBatch encoded) throws InterruptedException {
        Writing writing = acquire(batch.number());
        boolean isWritten = false;
        try {
            long taken = writing.write(batch, encoded);
            isWritten = true;
            return taken;
        } finally {
            release(writing, isWritten);
        }
    }

    private synchronized Writing acquire(long number) throws InterruptedException {
        while (!isBroken && writersMax == 1 && number != next) {
            wait();
        }
        while (!isBroken && idle.isEmpty() && all.size() == writersMax) {
            wait();
        }
        if (isBroken) {
            throw new InterruptedException("Another thread has failed");
        }
        return idle.isEmpty() ? open() : idle.removeLast();
    }

    private Writing open() {
        var writing = new Writing(database.open(landing.plan()));
        all.add(writing);
        landing.opened(writing.writer);
        return writing;
    }

    private synchronized void release(Writing writing, boolean isWritten) {
        next++;
        isBroken |= !isWritten;
        idle.addLast(writing);
        notifyAll();
    }

    /** Lets nobody wait any more. */
    synchronized void stop() {
        isBroken = true;
        notifyAll();
    }

    /** Waits, after the last batch, until all rows are taken; returns how many were not known to be. */
    synchronized long flush() {
        return all.stream().mapToLong(Writing::flush).sum();
    }

    /** Makes visible what is not, after the last flush. */
    synchronized OptionalLong complete(LongFunction<LoadedFile> account) {
        if (all.isEmpty()) {
            open();
        }
        return landing.complete(all.stream().map(writing -> writing.writer).toList(), rows, account);
    }

    @Override
    public synchronized void close() {
        all.forEach(writing -> writing.writer.close());
    }

    private synchronized void add(long taken) {
        rows += taken;
    }

    /** A connection, and where the records come from whose rows the database may not have taken yet. */
    private final class Writing {
        private final TableWriter writer;
        private final List<RecordPlaces> places = new ArrayList<>();
        private final List<LoadedRange> ranges = new ArrayList<>();
        private long since;

        Writing(TableWriter writer) {
            this.writer = writer;
        }

        long write(FieldBatch batch, EncodedBatch encoded) {
            since = places.isEmpty() ? System.nanoTime() : since;
            places.add(batch.places());
            ranges.add(new LoadedRange(batch.sourceOffset(), batch.sourceEnd(), batch.lineCount()));
            try {
                writer.write(encoded);
            } catch (RefusedRowException e) {
                throw rejections.failure(places, e);
            }
            // Before anything is committed, which the flush may do: rows are isolated wherever there are any.
            rejections.add(batch, encoded);
            boolean isDue = places.size() >= writer.batchesAtOnce() || System.nanoTime() - since > UNFLUSHED_NANOS_MAX;
            return isDue ? flush() : 0;
        }

        long flush() {
            if (places.isEmpty()) {
                return 0;
            }
            try {
                long taken = writer.flush();
                landing.flushed(writer, ranges);
                add(taken);
                places.clear();
                ranges.clear();
                return taken;
            } catch (RefusedRowException e) {
                throw rejections.failure(places, e);
            }
        }
    }
}
