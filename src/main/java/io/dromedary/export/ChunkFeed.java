package io.dromedary.export;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.Semaphore;

/**
 * Hands out the chunks of one table, each as soon as there is room for it: no more than the table's workers at once,
 * and no more of all tables than the job allows.
 *
 * <p>{@link #next} waits, so that a big table never fills the pool with chunks that may not start. {@link #hasNext}
 * depends on nothing but how many were handed out, as a splitter needs it. For one thread at a time; {@link #release}
 * for any.
 */
final class ChunkFeed implements Iterator<Chunk> {
    private final String jobId;
    private final TablePlan table;
    private final Semaphore ofTable;
    private final Semaphore ofJob;
    private int handedOut;

    /**
     * Starts at the first chunk.
     *
     * @param ofJob the room of the whole job, shared by its tables
     */
    ChunkFeed(String jobId, TablePlan table, Semaphore ofJob) {
        this.jobId = jobId;
        this.table = table;
        this.ofTable = new Semaphore(table.workers());
        this.ofJob = ofJob;
    }

    @Override
    public synchronized boolean hasNext() {
        return handedOut < table.chunks().size();
    }

    @Override
    public synchronized Chunk next() {
        if (!hasNext()) {
            throw new NoSuchElementException(table.id() + " has no more chunks");
        }
        // In this order: who waits for the job's room holds only the room of its own table.
        ofTable.acquireUninterruptibly();
        ofJob.acquireUninterruptibly();
        handedOut++;
        return new Chunk(jobId, table.id(), handedOut, table.chunks().get(handedOut - 1));
    }

    /** Makes room again after a chunk has ended, well or not. Exactly once for each that was handed out. */
    void release() {
        ofJob.release();
        ofTable.release();
    }
}
