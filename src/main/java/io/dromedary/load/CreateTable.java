package io.dromedary.load;

/** What to do if there is no table. */
public enum CreateTable {
    /** The load fails. */
    NEVER,
    /** It is created, with the types that the file's values have. */
    IF_MISSING
}
