package io.dromedary.failure;

import org.jspecify.annotations.Nullable;

/**
 * A failure that a user can act on. Its message says what, where and what to do, in one or two sentences, and never
 * holds a secret.
 */
public final class DromedaryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final FailureCategory category;
    private final boolean retryable;

    private DromedaryException(FailureCategory category, boolean retryable, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.category = category;
        this.retryable = retryable;
    }

    /** A failure that stays the same however often the work is tried. */
    public static DromedaryException permanent(FailureCategory category, String message) {
        return new DromedaryException(category, false, message, null);
    }

    /** A failure that stays the same however often the work is tried, with what led to it. */
    public static DromedaryException permanent(FailureCategory category, String message, Throwable cause) {
        return new DromedaryException(category, false, message, cause);
    }

    /** A failure that another try may cure, such as a lost connection. */
    public static DromedaryException transientFailure(FailureCategory category, String message, Throwable cause) {
        return new DromedaryException(category, true, message, cause);
    }

    /** Who has to act. */
    public FailureCategory category() {
        return category;
    }

    /** Whether another try may cure it. */
    public boolean isRetryable() {
        return retryable;
    }
}
