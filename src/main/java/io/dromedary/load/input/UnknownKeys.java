package io.dromedary.load.input;

/** What becomes of a key of a JSON object that is not among the fields of its file. */
public enum UnknownKeys {
    /** The record is refused. */
    FAIL,
    /** Its value is left out. */
    IGNORE
}
