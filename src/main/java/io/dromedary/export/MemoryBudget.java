package io.dromedary.export;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The memory for row groups that the jobs of this process share. Each job is planned as if it had all of it; one for
 * which there is not enough left waits until others have ended. Thread-safe.
 */
final class MemoryBudget {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryBudget.class);

    private final long bytes;
    private final Map<String, Long> reserved = new HashMap<>();
    private boolean stopped;

    MemoryBudget(long bytes) {
        this.bytes = bytes;
    }

    /**
     * Waits until the job's share is free. A job that needs more than there is gets it when it is alone.
     *
     * @throws DromedaryException {@code CANCELLED}, if the thread is interrupted
     */
    synchronized void reserve(String jobId, long share) {
        if (!isFree(share)) {
            LOG.info("Job {} waits for others to end: together they would take more memory than there is", jobId);
        }
        while (!stopped && !isFree(share)) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw DromedaryException.permanent(
                        FailureCategory.CANCELLED, "Job %s was stopped before it began.".formatted(jobId), e);
            }
        }
        reserved.put(jobId, share);
    }

    private boolean isFree(long share) {
        long taken = reserved.values().stream().mapToLong(Long::longValue).sum();
        return reserved.isEmpty() || taken + share <= bytes;
    }

    /** Gives a job's share back; does nothing if it has none. */
    synchronized void release(String jobId) {
        reserved.remove(jobId);
        notifyAll();
    }

    /** Lets nobody wait any more: no job will do anything that takes memory. */
    synchronized void stop() {
        stopped = true;
        notifyAll();
    }
}
