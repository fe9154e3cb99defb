package io.dromedary.load;

/** What becomes of the rows that a table has already. */
public enum Mode {
    /** They stay; new ones are added. */
    APPEND,
    /** They go when the new ones are whole: a table that nobody sees is filled and takes the other's place. */
    REPLACE
}
