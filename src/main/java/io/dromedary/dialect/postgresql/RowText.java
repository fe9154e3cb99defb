package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.TableVersions.Form;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import java.io.IOException;
import java.io.Writer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.jdbc.PgConnection;

/** Writes the rows of a query as they come, within a transaction. */
final class RowText {
    private static final int FETCHED_ROWS = 1_000;

    private RowText() {}

    /** Returns how many rows there were. */
    static long write(PgConnection connection, String query, Form form, Writer out) throws SQLException {
        try {
            return switch (form) {
                case CSV ->
                    connection.getCopyAPI().copyOut("COPY (%s) TO STDOUT (FORMAT csv, HEADER)".formatted(query), out);
                case JSON -> writeJson(connection, query, out);
            };
        } catch (IOException e) {
            throw DromedaryException.permanent(
                    FailureCategory.DESTINATION, "The rows cannot be written: " + e.getMessage(), e);
        }
    }

    private static long writeJson(PgConnection connection, String query, Writer out) throws SQLException, IOException {
        long count = 0;
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCHED_ROWS);
            try (ResultSet rows = statement.executeQuery(
                    "SELECT row_to_json(_dromedary_row)::text FROM (%s) AS _dromedary_row".formatted(query))) {
                while (rows.next()) {
                    // Ends of lines are in values of the type json only, and there between tokens.
                    out.write(rows.getString(1).replace('\n', ' ').replace('\r', ' '));
                    out.write(System.lineSeparator());
                    count++;
                }
            }
        }
        return count;
    }
}
