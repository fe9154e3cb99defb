package io.dromedary.dialect;

import static java.util.Objects.requireNonNull;

import io.dromedary.table.ColumnDefinition;
import io.dromedary.table.DefaultValue;
import io.dromedary.table.TableDefinition;
import io.dromedary.table.TableId;

/**
 * A table to be made by a definition that somebody else wrote.
 *
 * @param id what it is to be called
 * @param definition what it is to be
 * @param isTrusted whether its expressions may call whatever they name; otherwise only what is known to be harmless
 */
public record DefinedTable(TableId id, TableDefinition definition, boolean isTrusted) {
    public DefinedTable {
        requireNonNull(id, "id");
        requireNonNull(definition, "definition");
    }

    /** What rows can be written to when it is there. */
    public TargetTable described() {
        return new TargetTable(
                id,
                definition.columns().stream().map(DefinedTable::column).toList(),
                definition.primaryKey().columns());
    }

    private static TargetColumn column(ColumnDefinition column) {
        DefaultValue value = column.defaultValue();
        boolean isGenerated = value instanceof DefaultValue.Generated;
        boolean hasDefault = value instanceof DefaultValue.Expression || value instanceof DefaultValue.Identity;
        return new TargetColumn(column.name(), column.type(), column.nullable(), hasDefault, isGenerated);
    }
}
