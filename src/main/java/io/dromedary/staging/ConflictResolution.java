package io.dromedary.staging;

/** What happens when a table's directory is already there. */
public enum ConflictResolution {
    /** The next free of {@code name}, {@code name_v2}, {@code name_v3} ... */
    VERSION,
    /** {@code name_YYYY-MM-DD}, and {@code name_YYYY-MM-DD_HH-MM-SS} when that is taken too. */
    TIMESTAMP,
    /** The new directory takes the place of the old one in one step. */
    OVERWRITE,
    /**
     * The files are added to those that are there, in one step; what is there stays. Only where names of files differ
     * from run to run, and nothing else lies there than what we have published.
     */
    APPEND,
    /** The table fails, before anything is read where that can be seen. */
    FAIL
}
