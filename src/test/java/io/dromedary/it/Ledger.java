package io.dromedary.it;

import io.dromedary.ledger.JobEntry;
import io.dromedary.ledger.JobHistory;
import io.dromedary.settings.LedgerSettings;
import io.dromedary.settings.Secret;
import io.dromedary.testing.TestPostgres;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * A ledger of a test's own.
 *
 * @param url as {@code dromedary.ledger.url} has it
 */
record Ledger(String url) {
    private static final String PROPERTY = "dromedary.ledger.url";

    /** A file in a directory, not there yet. */
    static Ledger in(Path directory) {
        return new Ledger(directory.resolve("history/ledger").toString());
    }

    /** In a database. */
    static Ledger in(TestPostgres database) {
        return new Ledger(database.url() + "?user=postgres&password=postgres");
    }

    /** The file of H2. */
    Path file() {
        return Path.of(url + ".mv.db");
    }

    /** A command in this process that writes here. */
    Cli.Outcome run(Object... arguments) {
        return with(() -> Cli.run(arguments));
    }

    /** The option that makes another process write here. */
    String option() {
        return "-D%s=%s".formatted(PROPERTY, url);
    }

    private static synchronized <T> T with(String url, Callable<T> work) {
        String before = System.getProperty(PROPERTY);
        System.setProperty(PROPERTY, url);
        try {
            return work.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        } finally {
            if (before == null) {
                System.clearProperty(PROPERTY);
            } else {
                System.setProperty(PROPERTY, before);
            }
        }
    }

    private <T> T with(Callable<T> work) {
        return with(url, work);
    }

    /** All jobs, the newest first. */
    List<JobEntry> jobs() {
        try (JobHistory history = history()) {
            return history.newest(1000);
        }
    }

    /** The only job. */
    JobHistory.Job job() {
        List<JobEntry> jobs = jobs();
        if (jobs.size() != 1) {
            throw new AssertionError("Expected one job but there are " + jobs);
        }
        try (JobHistory history = history()) {
            return history.find(jobs.get(0).start().id()).orElseThrow();
        }
    }

    private JobHistory history() {
        return new JobHistory(new LedgerSettings(url, "", new Secret(""), 90, 10_000), Path.of(""));
    }

    /** Waits until there is a job that has got somewhere. */
    JobEntry awaitRunning() throws InterruptedException {
        for (int i = 0; i < 1200; i++) {
            for (JobEntry job : jobs()) {
                if (job.progress().rows() > 0) {
                    return job;
                }
            }
            Thread.sleep(25);
        }
        throw new AssertionError("No job is running: " + jobs());
    }
}
