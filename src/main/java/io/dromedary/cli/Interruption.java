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

    private Interruption(DromedaryRuntime runtime) {
        hook = new Thread(() -> {
            begun = true;
            runtime.cancel(PATIENCE);
        });
    }

    /** Is ready until it is closed. */
    static Interruption of(DromedaryRuntime runtime) {
        var interruption = new Interruption(runtime);
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
