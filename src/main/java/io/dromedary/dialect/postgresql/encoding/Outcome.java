package io.dromedary.dialect.postgresql.encoding;

import java.util.Locale;

/** What an encoder makes of a field. What is refused has the SQLState and the words that PostgreSQL has for it. */
public enum Outcome {
    /** Its value was written. */
    ENCODED("", ""),
    /** It may be right in a form that the encoder does not know: the server has to judge the text. */
    UNSURE("", ""),
    INVALID_SYNTAX("22P02", "invalid input syntax for type %1$s: \"%2$s\""),
    INVALID_TIME("22007", "invalid input syntax for type %1$s: \"%2$s\""),
    TIME_OUT_OF_RANGE("22008", "date/time field value out of range: \"%2$s\""),
    OUT_OF_RANGE("22003", "value \"%2$s\" is out of range for type %1$s"),
    FLOAT_OUT_OF_RANGE("22003", "\"%2$s\" is out of range for type %1$s"),
    NUMERIC_OVERFLOW("22003", "numeric field overflow: \"%2$s\" does not fit %1$s"),
    INVALID_SRID("22023", "the SRID of \"%2$s\" is not one of 0 to 998999, so %1$s cannot keep it"),
    TOO_LONG("22001", "value too long for type %1$s"),
    INVALID_UTF8("22021", "invalid byte sequence for encoding \"UTF8\"");

    private final String sqlState;
    private final String message;

    Outcome(String sqlState, String message) {
        this.sqlState = sqlState;
        this.message = message;
    }

    /** Whether the field is refused. */
    public boolean isRefused() {
        return !sqlState.isEmpty();
    }

    /** The SQLState of what is refused. */
    public String sqlState() {
        return sqlState;
    }

    /** Why it is refused. */
    public String message(String type, String value) {
        return String.format(Locale.ROOT, message, type, value);
    }
}
