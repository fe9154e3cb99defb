package io.dromedary.ledger;

import java.util.Locale;

/** What a job does. */
public enum JobKind {
    /** Its items are tables; how far it is is counted in rows. */
    EXPORT,
    /** Its items are files; how far it is is counted in bytes. */
    IMPORT;

    /** As specifications write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads {@link #text}. */
    static JobKind of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
