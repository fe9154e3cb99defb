package io.dromedary.load;

import io.dromedary.dialect.ConnectionSettings;
import io.dromedary.dialect.Dialect;
import io.dromedary.dialect.TargetDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Databases that rows are loaded into. One that is given back stays open for a moment, since the next file of many
 * mostly follows at once: to connect would take longer than to load a small file. Thread-safe.
 */
final class Targets implements AutoCloseable {
    private static final int IDLE_SECONDS = 2;
    private static final Executor LATER = CompletableFuture.delayedExecutor(IDLE_SECONDS, TimeUnit.SECONDS);

    private final int idleMax;
    private final List<Idle> idle = new ArrayList<>();

    private record Idle(ConnectionSettings settings, TargetDatabase database) {}

    /** Keeps so many open; none: all are closed when they are given back. */
    Targets(int idleMax) {
        this.idleMax = idleMax;
    }

    /** Connects, or takes one that was given back. Whoever takes it gives it back, or closes it after a failure. */
    TargetDatabase take(ConnectionSettings settings) {
        synchronized (idle) {
            for (Idle one : idle) {
                if (one.settings().equals(settings)) {
                    idle.remove(one);
                    return one.database();
                }
            }
        }
        return Dialect.named(settings.type()).connectTarget(settings);
    }

    /** Keeps a database for the next who takes it. */
    void giveBack(ConnectionSettings settings, TargetDatabase database) {
        var one = new Idle(settings, database);
        boolean isKept;
        synchronized (idle) {
            isKept = idle.size() < idleMax && idle.add(one);
        }
        if (isKept) {
            LATER.execute(() -> close(one));
        } else {
            database.close();
        }
    }

    private void close(Idle one) {
        boolean isIdle;
        synchronized (idle) {
            isIdle = idle.remove(one);
        }
        if (isIdle) {
            one.database().close();
        }
    }

    /** Closes those that nobody uses. */
    @Override
    public void close() {
        List<Idle> all;
        synchronized (idle) {
            all = List.copyOf(idle);
        }
        all.forEach(this::close);
    }
}
