package io.dromedary.dialect;

import io.dromedary.table.ColumnType;
import java.util.List;
import java.util.Optional;

/**
 * Which rows are to be summarized.
 *
 * @param name of the table or query, for messages
 * @param sql the SELECT that reads them
 * @param columns as what its columns are carried over, in their order; empty: that column is not looked at
 * @param full whether every value and every row is hashed
 */
public record SummaryQuery(String name, String sql, List<Optional<ColumnType>> columns, boolean full) {
    public SummaryQuery {
        columns = List.copyOf(columns);
    }
}
