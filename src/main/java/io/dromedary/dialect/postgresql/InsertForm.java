package io.dromedary.dialect.postgresql;

import static java.util.stream.Collectors.joining;

import io.dromedary.dialect.WritePlan;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What of a table an INSERT has to know to write the rows that COPY would.
 *
 * @param hasRules whether rules rewrite an INSERT, which they do not with COPY
 * @param hasRowTriggers whether rows may be left out, so that they have to be counted one by one
 * @param intervals the modifier of each column whose type is an interval with fields: {@code 1} is a year for one of
 *     {@code interval year}, but a second before a cast to it
 * @param unfit the names of columns with arrays of such intervals
 */
record InsertForm(boolean hasRules, boolean hasRowTriggers, Map<String, Integer> intervals, List<String> unfit) {
    private static final String RELATION = """
            SELECT EXISTS (SELECT FROM pg_rewrite WHERE ev_class = relation AND ev_type = '3'),
                   EXISTS (SELECT FROM pg_trigger
                            WHERE tgtype & 5 = 5 AND tgtype & 66 <> 0
                              AND (tgrelid = relation OR tgrelid IN (SELECT relid FROM pg_partition_tree(relation))))
              FROM CAST(? AS regclass) AS relation
            """;

    private static final String INTERVALS = """
            SELECT attname, atttypmod, atttypid = 'interval'::regtype
              FROM pg_attribute
             WHERE attrelid = CAST(? AS regclass) AND attnum > 0 AND NOT attisdropped AND atttypmod >= 0
               AND (atttypid = 'interval'::regtype OR atttypid = 'interval[]'::regtype)
            """;

    static InsertForm find(Connection connection, WritePlan plan) throws SQLException {
        String table = Quote.table(plan.table());
        Map<String, Integer> intervals = new HashMap<>();
        List<String> unfit = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(INTERVALS)) {
            statement.setString(1, table);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (rows.getBoolean(3)) {
                        intervals.put(rows.getString(1), rows.getInt(2));
                    } else {
                        unfit.add(rows.getString(1));
                    }
                }
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(RELATION)) {
            statement.setString(1, table);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return new InsertForm(rows.getBoolean(1), rows.getBoolean(2), intervals, unfit);
            }
        }
    }

    /** The end of an INSERT of one row. The driver puts several of them into one statement if it says VALUES. */
    String values(List<String> columns) {
        String parameters = columns.stream().map(this::parameter).collect(joining(", "));
        return hasRowTriggers ? "SELECT " + parameters : "VALUES (" + parameters + ")";
    }

    private String parameter(String column) {
        Integer modifier = intervals.get(column);
        return modifier == null
                ? "?"
                : "pg_catalog.interval_in(pg_catalog.textout(?::pg_catalog.text), 0, %d)".formatted(modifier);
    }
}
