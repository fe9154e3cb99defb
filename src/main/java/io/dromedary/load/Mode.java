package io.dromedary.load;

/** What becomes of the rows that a table has already. */
public enum Mode {
    /** They stay; new ones are added. */
    APPEND,
    /** They go when the new ones are whole: a table that nobody sees is filled and takes the other's place. */
    REPLACE,
    /** They stay; records whose keys they have are left out. */
    INSERT_NEW,
    /** They get the values of the records that have their keys; others are added. */
    UPSERT,
    /** They go, and stay in the commits of the table; its rows are those of the file. */
    VERSIONED;

    /** Whether it merges rows by their keys. */
    boolean hasKeys() {
        return this == INSERT_NEW || this == UPSERT;
    }

    /** Whether it may be told the keys of rows. */
    boolean takesKeys() {
        return hasKeys() || this == VERSIONED;
    }
}
