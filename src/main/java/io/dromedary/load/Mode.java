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
    UPSERT;

    /** Whether it looks at the keys of rows. */
    boolean hasKeys() {
        return this == INSERT_NEW || this == UPSERT;
    }
}
