package io.dromedary.cli;

import io.dromedary.camel.DromedaryRuntime;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What happens when the process is told to end while jobs run: their queries are cancelled on the server, their files
 * are removed, it is said what became of them, and only then the process ends, with the exit code of the signal.
 */
final class Interruption implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final int LAST_WORDS_SECONDS = 3;

    private final Thread hook;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean begun;

    private Interruption(Runnable cancel) {
        hook = new Thread(() -> {
            begun = true;
            cancel.run();
            awaitLastWords();
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

    private void awaitLastWords() {
        try {
            closed.await(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the process is ending. */
    boolean hasBegun() {
        return begun;
    }

    @Override
    public void close() {
        closed.countDown();
        if (!begun) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                begun = true; // It began just now: the hook has nothing left to do.
            }
        }
    }
}
