package io.dromedary.load;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Tells the loads of a process that they have to end. Asked for once, and for good. Thread-safe. */
final class Cancellation {
    private final CompletableFuture<Void> requested = new CompletableFuture<>();
    private final Set<Runnable> actions = ConcurrentHashMap.newKeySet();

    /** What is done no more when it is closed. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    /** Has all that is registered done, and soon all that will be. */
    void request() {
        requested.complete(null);
        actions.forEach(Runnable::run);
    }

    boolean isRequested() {
        return requested.isDone();
    }

    /** Is done when it is requested. */
    CompletableFuture<Void> requested() {
        return requested;
    }

    /** Has something done when it is requested; at once if it is. It must not block, and may be done twice. */
    Registration onRequest(Runnable action) {
        actions.add(action);
        if (isRequested()) {
            action.run();
        }
        return () -> actions.remove(action);
    }

    /**
     * Ends what has not begun.
     *
     * @throws DromedaryException {@code CANCELLED} if it is requested
     */
    void check(String file) {
        if (isRequested()) {
            throw of(file);
        }
    }

    /** What a load that was stopped in time ends with. */
    static DromedaryException of(String file) {
        return DromedaryException.permanent(FailureCategory.CANCELLED, "%s: the load was stopped".formatted(file));
    }
}
