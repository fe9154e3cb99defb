package io.dromedary.load.input;

/** What becomes of bytes that are no text in the encoding of their file. */
public enum InvalidText {
    /** Their record, or where the text is read in another encoding than UTF-8 the file, is refused. */
    FAIL,
    /** U+FFFD takes their place. */
    REPLACE
}
