package io.dromedary.load.form;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How values are written, as a job says it.
 *
 * @param general of all columns of these types
 * @param columns of single columns, by name; they win
 */
public record ValueForms(Forms general, Map<String, Forms> columns) {
    /** Values are written as the database reads them. */
    public static final ValueForms NONE = new ValueForms(Forms.NONE, Map.of());

    public ValueForms {
        columns = Map.copyOf(columns);
    }

    /**
     * Patterns and characters; empty: not given.
     *
     * @param date a pattern of Java
     * @param timestamp a pattern of Java
     * @param decimal one character
     * @param grouping the characters that may stand between groups of digits
     */
    public record Forms(String date, String timestamp, String decimal, String grouping) {
        static final Forms NONE = new Forms("", "", "", "");

        /** Whether nothing is said. */
        public boolean isEmpty() {
            return equals(NONE);
        }

        private @Nullable ValueForm form(Kind kind) {
            return switch (kind) {
                case DATE -> date.isEmpty() ? null : new TimeForm(date, false);
                case TIMESTAMP -> timestamp.isEmpty() ? null : new TimeForm(timestamp, true);
                case NUMBER ->
                    decimal.isEmpty() && grouping.isEmpty()
                            ? null
                            : new NumberForm(decimal.isEmpty() ? '.' : decimal.charAt(0), grouping);
                case OTHER -> any();
            };
        }

        /** The only one there is, for a column whose type does not tell. */
        private @Nullable ValueForm any() {
            if (!date.isEmpty()) {
                return form(Kind.DATE);
            }
            return timestamp.isEmpty() ? form(Kind.NUMBER) : form(Kind.TIMESTAMP);
        }
    }

    private enum Kind {
        DATE,
        TIMESTAMP,
        NUMBER,
        OTHER;

        static Kind of(String type) {
            if (type.equals("date")) {
                return DATE;
            } else if (type.startsWith("timestamp")) {
                return TIMESTAMP;
            }
            return type.matches("(smallint|integer|bigint|numeric|real|double precision)\\b.*") ? NUMBER : OTHER;
        }
    }

    /** Whether nothing is said. */
    public boolean isEmpty() {
        return general.isEmpty() && columns.isEmpty();
    }

    /** How the values of a column of that type are written, if that is said. */
    public Optional<ValueForm> find(String column, String type) {
        Kind kind = Kind.of(type);
        Forms own = columns.getOrDefault(column, Forms.NONE);
        ValueForm form = own.form(kind);
        if (form == null && kind != Kind.OTHER) {
            form = general.form(kind);
        }
        return Optional.ofNullable(form);
    }

    /** How the values of a column are written that gets its type by them: only what is said of it by name. */
    public Optional<ValueForm> findOwn(String column) {
        return Optional.ofNullable(columns.getOrDefault(column, Forms.NONE).any());
    }

    static String shown(String grouping) {
        return grouping.isBlank() ? "space" : grouping;
    }
}
