package io.dromedary.failure;

/** Who has to act on a failure. Decides exit code, retry and, later, HTTP status in one place. */
public enum FailureCategory {
    /** The specification or a setting is wrong; its author has to change it. */
    CONFIGURATION(3),
    /** The source database cannot be reached, refuses, or died. */
    SOURCE(4),
    /** The place that is written to is full, missing, or not writable. */
    DESTINATION(5),
    /** A value or a table cannot be carried over exactly. */
    DATA(6),
    /** Somebody stopped the work. */
    CANCELLED(7),
    /** A defect of Dromedary itself. */
    BUG(70);

    private final int exitCode;

    FailureCategory(int exitCode) {
        this.exitCode = exitCode;
    }

    /** The exit code of a command that ends with this failure. */
    public int exitCode() {
        return exitCode;
    }
}
