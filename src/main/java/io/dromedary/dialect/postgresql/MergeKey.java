package io.dromedary.dialect.postgresql;

import static java.util.stream.Collectors.joining;

import io.dromedary.dialect.WritePlan;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The columns that tell rows of a table apart, for which it has a unique index.
 *
 * @param columns their names
 * @param nullsAreEqual whether the index takes one row only whose columns have no value
 */
record MergeKey(List<String> columns, boolean nullsAreEqual) {
    private static final String INDEX = """
            SELECT coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false)
              FROM pg_index AS i
             WHERE i.indrelid = ?::regclass AND i.indisunique AND i.indisvalid AND i.indimmediate
               AND i.indpred IS NULL AND i.indexprs IS NULL
               AND (SELECT array_agg(a.attname::text ORDER BY a.attname::text)
                      FROM pg_attribute AS a
                     WHERE a.attrelid = i.indrelid AND a.attnum = ANY ((i.indkey::int2[])[0:i.indnkeyatts - 1]))
                   = (SELECT array_agg(k ORDER BY k) FROM unnest(?::text[]) AS k)
             ORDER BY 1
             LIMIT 1
            """;

    /**
     * Finds the key.
     *
     * @throws DromedaryException {@code CONFIGURATION} without a unique index, or without values for the columns
     */
    static MergeKey find(Connection connection, Failures failures, WritePlan plan, List<String> given)
            throws SQLException {
        String table = plan.described().id().toString();
        List<String> columns = given.isEmpty() ? plan.described().primaryKey() : given;
        if (columns.isEmpty()) {
            throw failure(failures, table + " has no primary key. Say with keys which columns tell rows apart");
        }
        Set<String> mapped = new HashSet<>();
        plan.columns().forEach(column -> mapped.add(column.column().name()));
        for (String column : columns) {
            if (!mapped.contains(column)) {
                throw failure(
                        failures,
                        "column \"%s\" of %s tells rows apart, but no field is for it".formatted(column, table));
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(INDEX)) {
            statement.setString(1, Quote.table(plan.described().id()));
            statement.setArray(2, connection.createArrayOf("text", columns.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                if (rows.next()) {
                    return new MergeKey(columns, rows.getBoolean(1));
                }
            }
        }
        String list = columns.stream().map(Quote::name).collect(joining(", "));
        throw failure(
                failures,
                ("%s has no primary key or unique index of just (%s), so that rows cannot be told apart for sure. Name"
                                + " others with keys, or make one: CREATE UNIQUE INDEX ON %s (%s)")
                        .formatted(table, list, Quote.table(plan.described().id()), list));
    }

    private static DromedaryException failure(Failures failures, String message) {
        return DromedaryException.permanent(FailureCategory.CONFIGURATION, failures.at(message));
    }

    /** The columns as a list of SQL. */
    String list() {
        return columns.stream().map(Quote::name).collect(joining(", "));
    }

    /** A condition: whether a row has no value where that makes it equal to no other. */
    String isUnique() {
        return nullsAreEqual
                ? "false"
                : columns.stream()
                        .map(column -> Quote.name(column) + " IS NULL")
                        .collect(joining(" OR "));
    }
}
