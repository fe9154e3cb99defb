package io.dromedary.table;

import java.util.List;

/**
 * The columns of a table in their order.
 *
 * @param columns never empty
 */
public record TableSchema(List<Column> columns) {

    public TableSchema {
        columns = List.copyOf(columns);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("A schema needs at least one column");
        }
    }
}
