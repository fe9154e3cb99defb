package io.dromedary.dialect;

import io.dromedary.table.TableId;
import java.util.List;

/**
 * A table that rows can be written to, as the catalog has it.
 *
 * @param id its name
 * @param columns in their order, generated ones too
 * @param primaryKey the names of its columns in their order; empty without one
 */
public record TargetTable(TableId id, List<TargetColumn> columns, List<String> primaryKey) {
    public TargetTable {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
    }
}
