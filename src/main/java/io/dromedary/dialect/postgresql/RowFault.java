package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.Rejection;
import io.dromedary.dialect.WritePlan;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.util.ServerErrorMessage;

/**
 * What the server says of a row that it refuses.
 *
 * @param line the row's number in its COPY, counted from one; 0 if the server does not tell
 * @param column the column's name; empty if the server does not tell
 * @param sqlState what kind of fault
 * @param message in the server's words
 */
record RowFault(int line, String column, String sqlState, String message) {
    /** Data exceptions, constraints, check options, what triggers raise, and rows too large for an index. */
    private static final List<String> STATES = List.of("22", "23", "44", "P0001", "54000");

    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final Pattern COLUMN = Pattern.compile("^, \\p{L}+ ([^:]+)(:|$)");

    /** Whether a failure is about a row, rather than about the connection, the server or the statement. */
    static boolean isRowFault(SQLException e) {
        String state = Objects.requireNonNullElse(e.getSQLState(), "");
        return Failures.findServerMessage(e)
                .filter(server -> STATES.stream().anyMatch(state::startsWith) || isUnreadableGeometry(state, server))
                .isPresent();
    }

    /** PostGIS calls WKT that it cannot read an internal error. */
    private static boolean isUnreadableGeometry(String state, ServerErrorMessage server) {
        String hint = Objects.requireNonNullElse(server.getHint(), "");
        return state.equals("XX000") && hint.contains("<-- parse error at position");
    }

    /** Of a row of a COPY. A table that nobody knows is called what it stands for. */
    static RowFault of(SQLException e, WritePlan plan) {
        String table = plan.table().name();
        Optional<ServerErrorMessage> server = Failures.findServerMessage(e);
        String named = server.map(ServerErrorMessage::getColumn).orElse("");
        String place = server.map(ServerErrorMessage::getWhere)
                .flatMap(where -> where.lines()
                        .filter(line -> line.startsWith("COPY " + table + ","))
                        .findFirst())
                .map(line -> line.substring("COPY ".length() + table.length()))
                .orElse("");
        Matcher number = NUMBER.matcher(place);
        int line = number.find() ? Integer.parseInt(number.group()) : 0;
        Matcher column = COLUMN.matcher(line == 0 ? "" : place.substring(number.end()));
        String inPlace = column.find() ? column.group(1) : "";
        return new RowFault(
                line,
                named.isEmpty() ? inPlace : named,
                Objects.requireNonNullElse(e.getSQLState(), ""),
                Failures.text(e).replace(table, plan.described().id().name()));
    }

    /** The same of a row of a batch. */
    Rejection rejection(int row) {
        return new Rejection(row, column, sqlState, message);
    }
}
