package io.dromedary.cli;

import io.dromedary.camel.DromedaryRuntime;
import java.time.Duration;

/**
 * What happens when the process is told to end while exports run: their queries are cancelled on the server, their
 * files are removed, and only then the process ends, with the exit code of the signal.
 */
final class Interruption implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Thread hook;
    private volatile boolean begun;

    private Interruption(Runnable cancel) {
        hook = new Thread(() -> {
            begun = true;
            cancel.run();
        });
    }

    /** Is ready until it is closed. */
    static Interruption of(DromedaryRuntime runtime) {
        return of(() -> runtime.cancel(PATIENCE));
    }

    /** The same for work that is cancelled so. */
    static Interruption of(Runnable cancel) {
        var interruption = new Interruption(cancel);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** Whether the process is ending. */
    boolean hasBegun() {
        return begun;
    }

    @Override
    public void close() {
        if (!begun) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                begun = true; // It began just now: the hook has nothing left to do.
            }
        }
    }
}
