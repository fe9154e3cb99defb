package io.dromedary.load;

/** What a record that the table does not take means. */
public enum OnError {
    /** Nothing is loaded. */
    FAIL,
    /** It is set aside with its reason. */
    REJECT
}
