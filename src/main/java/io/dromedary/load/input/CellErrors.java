package io.dromedary.load.input;

/** What becomes of cells with an error such as {@code #N/A}. */
public enum CellErrors {
    /** Their record is refused. */
    FAIL,
    /** They have no value. */
    MISSING
}
