package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.ConnectionSettings;
import io.dromedary.dialect.RowQuery;
import io.dromedary.dialect.RowSource;
import io.dromedary.dialect.WritePlan;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.table.TableId;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Turns what the driver throws into failures that say what, where and what to do. */
final class Failures {
    private final ConnectionSettings settings;

    Failures(ConnectionSettings settings) {
        this.settings = settings;
    }

    /** A failure while connecting. */
    DromedaryException connecting(SQLException e) {
        String host = settings.host();
        if (find(e, UnknownHostException.class)) {
            return permanent(e, "the host \"%s\" is not known. Check database.host".formatted(host));
        } else if (find(e, SocketTimeoutException.class)
                || find(e, NoRouteToHostException.class)
                || isLoginTimeout(e)) {
            return transientFailure(
                    e, "no answer in time. Check database.host and database.port, the network and its firewalls");
        } else if (find(e, ConnectException.class)) {
            return transientFailure(
                    e,
                    "nothing accepts connections there. Check database.host and database.port, and that the server runs"
                            + " and listens on TCP");
        }
        return refused(e, Objects.requireNonNullElse(e.getSQLState(), ""));
    }

    private DromedaryException refused(SQLException e, String state) {
        return switch (state) {
            case SqlStates.INVALID_PASSWORD ->
                permanent(
                        e,
                        "the server refused user \"%s\" with this password. Check database.username and"
                                        .formatted(settings.username())
                                + " database.password");
            case SqlStates.INVALID_AUTHORIZATION ->
                permanent(
                        e,
                        "the server does not let user \"%s\" in: %s. Check database.username and the server's"
                                        .formatted(settings.username(), text(e))
                                + " pg_hba.conf");
            case SqlStates.UNKNOWN_DATABASE ->
                permanent(e, "there is no database \"%s\". Check database.database".formatted(settings.database()));
            case SqlStates.TOO_MANY_CONNECTIONS ->
                transientFailure(
                        e,
                        "the server has no connection left: %s. Lower threading.max_concurrent_chunks or raise the"
                                        .formatted(text(e))
                                + " server's max_connections");
            default ->
                SqlStates.isTransient(state) ? transientFailure(e, text(e) + ". Try again") : permanent(e, text(e));
        };
    }

    /** A failure of a statement; {@code what} is what it was about, such as a table. */
    DromedaryException running(String what, SQLException e) {
        return running(what, e, "");
    }

    /** The same; {@code cure} is what to do if the server is well and refuses the statement itself. */
    private DromedaryException running(String what, SQLException e, String cure) {
        String state = e.getSQLState();
        String message = "%s: %s".formatted(what, text(e));
        if (SqlStates.LOCK_NOT_AVAILABLE.equals(state)) {
            return permanent(
                    e,
                    "%s: another session waits to change it (ALTER, TRUNCATE, DROP, VACUUM FULL ...), and new readers wait behind"
                                    .formatted(what)
                            + " that session. Make such changes before or after, and run the export again");
        } else if (SqlStates.isTransient(state)) {
            return transientFailure(e, message + ". Try again");
        } else if (SqlStates.INSUFFICIENT_PRIVILEGE.equals(state)) {
            return DromedaryException.permanent(FailureCategory.CONFIGURATION, at(message + privilegeCure(e)), e);
        }
        FailureCategory category = SqlStates.category(state);
        String added = category == FailureCategory.SOURCE ? "" : cure;
        return DromedaryException.permanent(category, at(message + added), e);
    }

    /** A failure while the rows of a table or query are read. */
    DromedaryException running(RowQuery query, SQLException e) {
        boolean isAuthors = query.findWhere().isPresent()
                || query.source() instanceof RowSource.Query
                || query.arrangement().hasExpressions();
        return running(query.source().id().toString(), e, isAuthors ? ". Check its where_clause or query" : "");
    }

    /** A failure while rows are written into a table, or before. */
    DromedaryException loading(TableId table, SQLException e) {
        String state = Objects.requireNonNullElse(e.getSQLState(), "");
        String message = at("%s: %s".formatted(table, text(e)));
        if (SqlStates.DISK_FULL.equals(state)) {
            String cure = ". The disk of the server is full: make room there, and load it again";
            return DromedaryException.permanent(FailureCategory.DESTINATION, message + cure, e);
        } else if (SqlStates.LOCK_NOT_AVAILABLE.equals(state)) {
            String cause =
                    ". Another session has locked it (ALTER, VACUUM FULL, a transaction left open ...), and did not"
                            + " let go in time. End that session, or try again";
            return DromedaryException.transientFailure(FailureCategory.DESTINATION, message + cause, e);
        } else if (SqlStates.isTransient(state)) {
            return DromedaryException.transientFailure(FailureCategory.DESTINATION, message + ". Try again", e);
        } else if (SqlStates.INSUFFICIENT_PRIVILEGE.equals(state)) {
            return DromedaryException.permanent(FailureCategory.CONFIGURATION, message + grants(table), e);
        }
        FailureCategory category = state.startsWith("23") ? FailureCategory.DATA : SqlStates.category(state);
        return DromedaryException.permanent(
                category == FailureCategory.SOURCE ? FailureCategory.DESTINATION : category, message, e);
    }

    /** The same for rows that wait in a table that only this load knows, unless that is the table itself. */
    DromedaryException writing(TableId table, TableId waiting, SQLException e) {
        boolean isGone = SqlStates.UNKNOWN_TABLE.equals(e.getSQLState()) && text(e).contains(waiting.name());
        return isGone && !waiting.equals(table) ? gone(table, text(e), e) : loading(table, e);
    }

    /** The same for a plan. */
    DromedaryException writing(WritePlan plan, SQLException e) {
        return writing(plan.described().id(), plan.table(), e);
    }

    /** A failure since the table has vanished that only this load knows. */
    DromedaryException gone(TableId table, String reason, Exception cause) {
        // The last commits before a crash are lost where they are not waited for.
        String message =
                "%s: the table is gone where its rows waited, as after a crash of the server: %s. Nothing of them"
                        + " was loaded. Try again";
        return DromedaryException.transientFailure(
                FailureCategory.DESTINATION, at(message.formatted(table, reason)), cause);
    }

    private String grants(TableId table) {
        return (". User \"%s\" needs USAGE on the schema and INSERT on the table; SELECT, too, with insert_new, UPDATE"
                        + " with upsert; with replace CREATE on the schema, and to own the table. Let their owner say:"
                        + " GRANT USAGE ON SCHEMA %s TO %s; GRANT INSERT ON %s TO %s")
                .formatted(
                        settings.username(),
                        Quote.name(table.schema()),
                        Quote.name(settings.username()),
                        Quote.table(table),
                        Quote.name(settings.username()));
    }

    /** A failure of what is kept in the schema {@code dromedary} of a database that is loaded into. */
    DromedaryException remembering(SQLException e) {
        String message = "the schema dromedary, which keeps what is loaded: " + text(e);
        if (!SqlStates.INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
            return SqlStates.isTransient(e.getSQLState())
                    ? DromedaryException.transientFailure(FailureCategory.DESTINATION, at(message + ". Try again"), e)
                    : DromedaryException.permanent(FailureCategory.DESTINATION, at(message), e);
        }
        String user = Quote.name(settings.username());
        String cure =
                ". Let an administrator of the database say once: CREATE SCHEMA dromedary AUTHORIZATION %s; or, if"
                        + " it is there, GRANT USAGE, CREATE ON SCHEMA dromedary TO %s; GRANT SELECT, INSERT, UPDATE, DELETE ON"
                        + " ALL TABLES IN SCHEMA dromedary TO %s";
        return DromedaryException.permanent(
                FailureCategory.CONFIGURATION, at(message + cure.formatted(user, user, user)), e);
    }

    private String privilegeCure(SQLException e) {
        if (text(e).toLowerCase(Locale.ROOT).contains("row-level security")) {
            return ". Rows would be hidden without notice: export with a user that has BYPASSRLS or owns the table, or"
                    + " leave the table out";
        }
        return ". Grant SELECT to user \"%s\" or leave the table out".formatted(settings.username());
    }

    /** A connection that broke without a word from the server. */
    DromedaryException lost(String what, Exception e) {
        return transientFailure(e, "%s: the connection was lost: %s. Try again".formatted(what, e.getMessage()));
    }

    /** A message with the database's address in front. */
    String at(String message) {
        return settings.address() + ": " + message;
    }

    private DromedaryException permanent(Exception e, String message) {
        return DromedaryException.permanent(FailureCategory.SOURCE, at(message), e);
    }

    private DromedaryException transientFailure(Exception e, String message) {
        return DromedaryException.transientFailure(FailureCategory.SOURCE, at(message), e);
    }

    /** What the server said, with detail and hint, or else the driver. */
    static String text(SQLException e) {
        String text = findServerMessage(e).map(Failures::text).orElseGet(() -> driverText(e));
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    private static String driverText(SQLException e) {
        String message = Objects.requireNonNullElse(e.getMessage(), e.toString());
        Throwable cause = e.getCause();
        return cause == null || cause.getMessage() == null || message.contains(cause.getMessage())
                ? message
                : "%s (%s)".formatted(message, cause.getMessage());
    }

    private static String text(ServerErrorMessage message) {
        var text = new StringBuilder(Objects.requireNonNullElse(message.getMessage(), "unknown error"));
        Optional.ofNullable(message.getDetail())
                .ifPresent(detail -> text.append(" (").append(detail).append(')'));
        Optional.ofNullable(message.getHint())
                .ifPresent(hint -> text.append(" (").append(hint).append(')'));
        return text.toString();
    }

    static Optional<ServerErrorMessage> findServerMessage(SQLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof PSQLException failure && failure.getServerErrorMessage() != null) {
                return Optional.of(failure.getServerErrorMessage());
            }
        }
        return Optional.empty();
    }

    private static boolean find(Throwable e, Class<? extends Throwable> type) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLoginTimeout(SQLException e) {
        return e.getMessage() != null && e.getMessage().contains("timed out");
    }
}
