package io.dromedary.ledger;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.settings.LedgerSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Looks up jobs, those of other processes too. Every look gives an end to jobs whose process is gone.
 *
 * <p>All methods throw {@code DESTINATION} if the ledger cannot be read.
 */
public final class JobHistory implements AutoCloseable {
    private static final Pattern ID = Pattern.compile("[0-9a-f][0-9a-f-]{3,35}");
    /** Of a process on another machine, which cannot be asked; those that live give a sign every second. */
    private static final int SILENT_MINUTES = 5;

    private final LedgerDatabase database;

    /**
     * The ledger of the settings.
     *
     * @throws DromedaryException {@code CONFIGURATION} if there is none
     */
    public JobHistory(LedgerSettings settings, Path home) {
        if (settings.isOff()) {
            throw DromedaryException.permanent(
                    FailureCategory.CONFIGURATION, "dromedary.ledger.url is off, so that no history of jobs is kept.");
        }
        database = new LedgerDatabase(settings, home);
    }

    /**
     * A job with its tables or files.
     *
     * @param items in their order
     */
    public record Job(JobEntry job, List<ItemEntry> items) {}

    /** The newest jobs, the newest first. */
    public List<JobEntry> newest(int limit) {
        return database.isMissing() ? List.of() : look(connection -> new JobTable(connection).newest(limit));
    }

    /**
     * One job.
     *
     * @param id its id, or the first four characters of it or more
     * @throws DromedaryException {@code CONFIGURATION} if several have such an id
     */
    public Optional<Job> find(String id) {
        if (database.isMissing() || !ID.matcher(id).matches()) {
            return Optional.empty();
        }
        return look(connection -> {
            List<JobEntry> found = new JobTable(connection).startingWith(id);
            if (found.size() > 1) {
                throw DromedaryException.permanent(
                        FailureCategory.CONFIGURATION,
                        "The ids of several jobs begin with %s; say more of it.".formatted(id));
            }
            return found.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Job(
                            found.get(0),
                            new ItemTable(connection).of(found.get(0).start().id())));
        });
    }

    /** Removes jobs that ended before a time; returns how many. */
    public int removeEndedBefore(Instant time) {
        return database.isMissing() ? 0 : look(connection -> new JobTable(connection).removeEndedBefore(time));
    }

    private <T> T look(LedgerDatabase.Work<T> work) {
        try {
            return database.run(connection -> {
                endLostJobs(connection);
                return work.with(connection);
            });
        } catch (SQLException e) {
            throw DromedaryException.permanent(
                    FailureCategory.DESTINATION,
                    "The ledger %s cannot be read: %s".formatted(database.place(), e.getMessage()),
                    e);
        }
    }

    /** Jobs whose process does not run any more, on this machine, or has not been heard of, on another one. */
    static void endLostJobs(Connection connection) throws SQLException {
        var jobs = new JobTable(connection);
        List<JobEntry> open = jobs.open();
        if (open.isEmpty()) {
            return;
        }
        Set<String> silent = jobs.silent(SILENT_MINUTES);
        for (JobEntry job : open) {
            String id = job.start().id();
            boolean isAlive = job.worker().process().findAlive().orElse(!silent.contains(id));
            if (!isAlive) {
                jobs.interrupt(
                        id,
                        ("Process %d on %s ended without a word: it was killed, or the machine stopped."
                                        + " Run the job again.")
                                .formatted(
                                        job.worker().process().pid(),
                                        job.worker().host()));
            }
        }
    }

    @Override
    public void close() {
        try {
            database.close();
        } catch (SQLException e) {
            // Nothing was left to be done.
        }
    }
}
