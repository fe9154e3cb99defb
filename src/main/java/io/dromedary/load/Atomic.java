package io.dromedary.load;

/** What becomes visible at once. */
public enum Atomic {
    /** All rows of a file, or none of them. */
    FILE,
    /** Each batch; a load that was interrupted goes on behind the last. */
    BATCH
}
