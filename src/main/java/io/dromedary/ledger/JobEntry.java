package io.dromedary.ledger;

import io.dromedary.process.ProcessIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A job in the ledger.
 *
 * @param start what was asked for; its items are kept by themselves
 * @param outcome how it is, and why
 * @param times when what happened
 * @param worker which process runs it
 * @param progress how far it is
 */
public record JobEntry(JobStart start, Outcome outcome, Times times, Worker worker, JobProgress progress) {
    private static final double MILLIS = 1e3;
    private static final int ALL = 100;

    /**
     * How a job is.
     *
     * @param category who has to act on a failure; null: nobody
     * @param message what went wrong; null: nothing
     */
    public record Outcome(
            State state,
            @Nullable String category,
            @Nullable String message) {

        /** Who has to act on a failure. */
        public Optional<String> findCategory() {
            return Optional.ofNullable(category);
        }

        /** What went wrong. */
        public Optional<String> findMessage() {
            return Optional.ofNullable(message);
        }
    }

    /**
     * When what happened.
     *
     * @param started null: it has not
     * @param ended null: it has not
     * @param seen its last sign of life
     */
    public record Times(@Nullable Instant started, @Nullable Instant ended, Instant seen) {

        /** When the work began. */
        public Optional<Instant> findStarted() {
            return Optional.ofNullable(started);
        }

        /** When the work ended. */
        public Optional<Instant> findEnded() {
            return Optional.ofNullable(ended);
        }
    }

    /**
     * Which process runs a job.
     *
     * @param program its version
     * @param host the machine
     */
    public record Worker(String program, String host, ProcessIdentity process) {

        /** The number of the process. */
        public long pid() {
            return process.pid();
        }
    }

    /** From when it was asked for to its end, or to its last sign of life. */
    public double seconds() {
        Instant end = times.findEnded().orElse(times.seen());
        return Math.max(0, Duration.between(start.created(), end).toMillis() / MILLIS);
    }

    /** Rows per second of the work. */
    public double rowsPerSecond() {
        double working = workingSeconds();
        return working > 0 ? progress.rows() / working : 0;
    }

    /** How long it takes from here if it goes on as before; empty if that is not known. */
    public OptionalLong findSecondsLeft() {
        int percent = progress.percent();
        return outcome.state() == State.RUNNING && percent > 0
                ? OptionalLong.of(Math.round(workingSeconds() * (ALL - percent) / percent))
                : OptionalLong.empty();
    }

    private double workingSeconds() {
        Instant end = times.findEnded().orElse(times.seen());
        return Duration.between(times.findStarted().orElse(start.created()), end)
                        .toMillis()
                / MILLIS;
    }
}
