package io.dromedary.ledger;

import io.dromedary.ledger.JobEntry.Worker;
import io.dromedary.ledger.OpenJob.Changes;
import io.dromedary.process.ProcessIdentity;
import io.dromedary.settings.LedgerSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes down the jobs of this process: when they begin, every second while they run, and when they end, in a thread of
 * its own. A ledger that cannot be written costs no job anything but its history; that is said once. Thread-safe.
 */
public final class JobLedger implements AutoCloseable {
    private static final long INTERVAL_MILLIS = 1000;
    private static final Duration PATIENCE_AT_END = Duration.ofSeconds(15);
    private static final long PAUSE_AFTER_FAILURE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final @Nullable LedgerDatabase database;
    private final LedgerSettings settings;
    private final Worker worker;
    private final Consumer<String> warnings;
    private final Clock clock = Clock.systemUTC();
    private final Map<String, OpenJob> open = new ConcurrentHashMap<>();
    private final AtomicBoolean isWoken = new AtomicBoolean();
    private final ScheduledExecutorService writer;
    private final @Nullable ScheduledFuture<?> ticking;
    private boolean isWarned;
    private long pauseEnds = System.nanoTime();

    private JobLedger(
            LedgerSettings settings, @Nullable LedgerDatabase database, String program, Consumer<String> warnings) {
        this.settings = settings;
        this.database = database;
        this.worker = new Worker(program, host(), ProcessIdentity.OWN);
        this.warnings = warnings;
        this.writer = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "ledger");
            thread.setDaemon(true);
            return thread;
        });
        // Without a task the writer has no thread.
        this.ticking = database == null
                ? null
                : writer.scheduleWithFixedDelay(
                        () -> write(false), INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * The ledger of the settings. Nothing is opened before the first job begins.
     *
     * @param home where the program lies
     * @param program its version
     * @param warnings what people have to know
     */
    public static JobLedger open(LedgerSettings settings, Path home, String program, Consumer<String> warnings) {
        return new JobLedger(settings, settings.isOff() ? null : new LedgerDatabase(settings, home), program, warnings);
    }

    /** Keeps nothing. */
    public static JobLedger none() {
        return new JobLedger(LedgerSettings.OFF, null, "", warning -> {});
    }

    /** Not by the network, which may let us wait. */
    private static String host() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname"), StandardCharsets.UTF_8)
                    .strip();
        } catch (IOException e) {
            return Optional.ofNullable(System.getenv("HOSTNAME"))
                    .or(() -> Optional.ofNullable(System.getenv("COMPUTERNAME")))
                    .orElse("this machine");
        }
    }

    /** A job begins. One of the same id that was there before gives way. */
    public OpenJob begin(JobStart start) {
        var job = new OpenJob(start, worker, clock, this::wake);
        if (database != null) {
            open.put(start.id(), job);
            wake();
        }
        return job;
    }

    /** A job that has begun in this process; gone some time after its end. */
    public Optional<OpenJob> find(String id) {
        return Optional.ofNullable(open.get(id));
    }

    /** Waits until all that has happened is written down, or cannot be. */
    public void flush(Duration patience) {
        if (database == null) {
            return;
        }
        try {
            writer.submit(() -> write(true)).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            warn("its last entries could not be written within %d s".formatted(patience.toSeconds()));
        } catch (RejectedExecutionException e) {
            // It is closed: all was written.
        } catch (ExecutionException e) {
            warn(String.valueOf(e.getCause()));
        }
    }

    private void wake() {
        if (database != null && isWoken.compareAndSet(false, true)) {
            try {
                writer.execute(() -> write(false));
            } catch (RejectedExecutionException e) {
                // It is closed: nobody is going to read this.
            }
        }
    }

    /** In the writer's thread only. */
    private void write(boolean isUrgent) {
        isWoken.set(false);
        LedgerDatabase target = database;
        if (target == null || open.isEmpty() || (!isUrgent && System.nanoTime() < pauseEnds)) {
            return;
        }
        List<OpenJob> jobs = new ArrayList<>(open.values());
        List<Changes> changes = jobs.stream().map(OpenJob::changes).toList();
        try {
            target.run(connection -> {
                save(connection, changes);
                return true;
            });
            for (int i = 0; i < jobs.size(); i++) {
                if (changes.get(i).job().outcome().state().isEnd()) {
                    open.remove(jobs.get(i).id(), jobs.get(i));
                }
            }
        } catch (SQLException | RuntimeException e) {
            jobs.forEach(OpenJob::notSaved);
            pauseEnds = System.nanoTime() + PAUSE_AFTER_FAILURE_NANOS;
            warn(String.valueOf(e.getMessage()));
        }
    }

    private void save(Connection connection, List<Changes> changes) throws SQLException {
        var jobs = new JobTable(connection);
        boolean hasEnds = false;
        for (Changes change : changes) {
            jobs.save(change.job());
            new ItemTable(connection).save(change.job().start().id(), change.items());
            hasEnds |= change.job().outcome().state().isEnd();
        }
        if (hasEnds) {
            JobHistory.endLostJobs(connection);
            jobs.removeEndedBefore(clock.instant().minus(Duration.ofDays(settings.keepDays())));
            jobs.removeAllBut(settings.keepJobs());
        }
    }

    private synchronized void warn(String reason) {
        if (!isWarned && database != null) {
            isWarned = true;
            warnings.accept(("The ledger %s cannot be written: %s. Jobs are not affected, but `dromedary jobs` does not"
                            + " know of them. Repair it, or set dromedary.ledger.url to another place or to off.")
                    .formatted(database.place(), reason));
        }
    }

    @Override
    public void close() {
        flush(PATIENCE_AT_END);
        if (ticking != null) {
            ticking.cancel(false);
        }
        writer.shutdownNow();
        try {
            if (database != null) {
                database.close();
            }
        } catch (SQLException e) {
            // All was written.
        }
    }
}
