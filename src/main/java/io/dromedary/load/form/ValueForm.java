package io.dromedary.load.form;

import java.util.Optional;

/** How the values of a column are written, where that is not how the database reads them. Thread-safe. */
public interface ValueForm {

    /** The value as the database reads it; nothing if it is not written in this form. */
    Optional<String> find(String text);

    /** What messages call it. */
    String name();
}
