package io.dromedary.dialect;

/** What becomes of records of one file that have the same key. */
public enum Duplicates {
    /** The last one counts. */
    LAST,
    /** The first one counts. */
    FIRST,
    /** Nothing is loaded. */
    FAIL
}
