package io.dromedary.camel;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which scheduled jobs are running, so that none runs twice at once. Thread-safe. */
public final class RunningJobs {
    private static final Logger LOG = LoggerFactory.getLogger(RunningJobs.class);

    private final Set<String> running = ConcurrentHashMap.newKeySet();

    /** Notes that a job begins; false if it is running already. */
    public boolean begin(String file) {
        boolean begins = running.add(file);
        if (!begins) {
            LOG.warn("{} is still running; this firing is skipped", file);
        }
        return begins;
    }

    /** Whether a job is not running. */
    public boolean isIdle(String file) {
        return !running.contains(file);
    }

    /** Tells of a job that could not be run. */
    public void failed(String file, Throwable cause) {
        LOG.error("{} failed with error: {}", file, cause.getMessage());
    }

    /** Notes that a job has ended. */
    public void end(String file) {
        running.remove(file);
    }
}
