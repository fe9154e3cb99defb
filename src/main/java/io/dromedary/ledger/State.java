package io.dromedary.ledger;

import java.util.Locale;

/** How far a job is, or one of its tables or files. */
public enum State {
    /** Waits for its turn. */
    QUEUED,
    /** Is being worked on. */
    RUNNING,
    /** All that was asked for is done. */
    SUCCEEDED,
    /** A table or file that was done before. */
    SKIPPED,
    /** Something went wrong. */
    FAILED,
    /** Somebody stopped it. */
    CANCELLED,
    /** Its process ended without a word. */
    INTERRUPTED;

    /** Whether it stays as it is. */
    public boolean isEnd() {
        return this != QUEUED && this != RUNNING;
    }

    /** As people and the ledger write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads {@link #text}. */
    static State of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
