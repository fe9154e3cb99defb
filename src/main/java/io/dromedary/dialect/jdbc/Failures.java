package io.dromedary.dialect.jdbc;

import io.dromedary.dialect.ConnectionSettings;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Turns what drivers throw into failures that say what, where and what to do; by the standard's SQLStates alone. */
final class Failures {
    private static final List<String> TRANSIENT = List.of("08", "40", "53", "57P");
    private static final Map<String, FailureCategory> CATEGORIES = Map.of(
            "42", FailureCategory.CONFIGURATION,
            "3F", FailureCategory.CONFIGURATION,
            "07", FailureCategory.CONFIGURATION,
            "22", FailureCategory.DATA,
            "21", FailureCategory.DATA);

    private final ConnectionSettings settings;

    Failures(ConnectionSettings settings) {
        this.settings = settings;
    }

    /** A failure while connecting. */
    DromedaryException connecting(SQLException e) {
        String message =
                at("no connection as user \"%s\": %s. Check database.url, database.username and database.password"
                        .formatted(settings.username(), text(e)));
        return isTransient(e)
                ? DromedaryException.transientFailure(FailureCategory.SOURCE, message, e)
                : DromedaryException.permanent(FailureCategory.SOURCE, message, e);
    }

    /** A failure of a statement; {@code what} is what it was about, such as a table. */
    DromedaryException running(String what, SQLException e) {
        String message = at("%s: %s".formatted(what, text(e)));
        return isTransient(e)
                ? DromedaryException.transientFailure(FailureCategory.SOURCE, message + ". Try again", e)
                : DromedaryException.permanent(category(e), message, e);
    }

    /** A message with the database's address in front. */
    String at(String message) {
        return settings.address() + ": " + message;
    }

    private static FailureCategory category(SQLException e) {
        String state = state(e);
        return state.length() < 2
                ? FailureCategory.SOURCE
                : CATEGORIES.getOrDefault(state.substring(0, 2), FailureCategory.SOURCE);
    }

    private static boolean isTransient(SQLException e) {
        return e instanceof SQLTransientException
                || e instanceof SQLRecoverableException
                || TRANSIENT.stream().anyMatch(state(e)::startsWith);
    }

    private static String state(SQLException e) {
        return Objects.requireNonNullElse(e.getSQLState(), "");
    }

    /** What the driver says, on one line, without the statement that H2 repeats. */
    static String text(SQLException e) {
        String text = Objects.requireNonNullElse(e.getMessage(), e.toString())
                .replaceFirst("(?s);? SQL statement:.*", "")
                .replaceAll("\\s+", " ")
                .strip();
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}
