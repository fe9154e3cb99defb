package io.dromedary.load.input;

/** What becomes of the character 0, which PostgreSQL has no place for in text. */
public enum NulBytes {
    /** Its record is refused. */
    FAIL,
    /** It is left out. */
    REMOVE
}
