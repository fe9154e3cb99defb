package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.WritePlan;
import io.dromedary.dialect.WritePlan.MappedColumn;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.postgresql.jdbc.PgConnection;

/**
 * Whether a table still has the columns that rows were encoded for. Eight bytes of one type are eight bytes of another,
 * too, so the server would not always notice. Asked behind a COPY of the same transaction, whose lock keeps the table
 * as it is until the commit.
 */
final class ShapeCheck {
    private static final String COLUMNS = """
            SELECT a.attname, format_type(a.atttypid, a.atttypmod)
              FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid
              JOIN pg_namespace AS n ON n.oid = c.relnamespace
             WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped
            """;

    private final PgConnection connection;
    private final Failures failures;
    private final WritePlan plan;
    /** Nobody alters a table that nobody knows. */
    private final boolean isNeeded;

    private boolean isChecked;

    ShapeCheck(PgConnection connection, Failures failures, WritePlan plan) {
        this.connection = connection;
        this.failures = failures;
        this.plan = plan;
        this.isNeeded = plan.table().equals(plan.described().id());
    }

    /**
     * Asks, once for each transaction.
     *
     * @throws DromedaryException if the table was altered since it was described
     */
    void check() throws SQLException {
        if (!isNeeded || isChecked) {
            return;
        }
        Map<String, String> types = types();
        for (MappedColumn mapped : plan.columns()) {
            String name = mapped.column().name();
            if (!mapped.column().type().equals(types.get(name))) {
                throw DromedaryException.permanent(
                        FailureCategory.DESTINATION,
                        failures.at("%s was altered while it was loaded: its column \"%s\" was %s and is %s now."
                                        .formatted(
                                                plan.table(),
                                                name,
                                                mapped.column().type(),
                                                Objects.requireNonNullElse(types.get(name), "gone"))
                                + " Load the file again"));
            }
        }
        isChecked = true;
    }

    private Map<String, String> types() throws SQLException {
        Map<String, String> types = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, plan.table().schema());
            statement.setString(2, plan.table().name());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    types.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return types;
    }

    /** The transaction has ended, and with it the lock. */
    void ended() {
        isChecked = false;
    }
}
