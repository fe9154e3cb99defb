package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.TableDescription.RefusedColumn;
import io.dromedary.dialect.postgresql.TypeMapping.Mapped;
import io.dromedary.table.Column;
import io.dromedary.table.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A column as the catalog has it.
 *
 * @param number {@code attnum}; negative: a system column
 * @param nullable whether a value may be missing for all the server guarantees
 * @param bytes of its type; negative: variable
 */
record CatalogColumn(int number, String name, SourceType type, boolean nullable, int bytes) {
    private static final int VARIABLE_BYTES = 32;
    private static final int ROW_OVERHEAD_BYTES = 28;

    /** Whether PostgreSQL keeps it beside the columns of every table. */
    boolean isOfSystem() {
        return number < 0;
    }

    /** The columns that are carried over, and those that are not. */
    record Sorted(List<Column> carried, List<RefusedColumn> refused) {}

    static Sorted sort(List<CatalogColumn> columns, TypeMapping mapping) {
        var carried = new ArrayList<Column>();
        var refused = new ArrayList<RefusedColumn>();
        for (CatalogColumn column : columns) {
            String sourceType = column.type().text();
            Optional<Mapped> mapped = mapping.find(column.type());
            if (mapped.isPresent()) {
                ColumnType type = mapped.get().type();
                carried.add(new Column(
                        column.name(),
                        type,
                        mapping.isNullable(column.nullable(), mapped.get()),
                        sourceType,
                        mapped.get().conversion()));
            } else {
                refused.add(new RefusedColumn(column.name(), sourceType, TypeMapping.reason(column.type())));
            }
        }
        return new Sorted(carried, refused);
    }

    /** The size of a row on disk where no statistics tell. */
    static int guessRowBytes(List<CatalogColumn> columns) {
        return ROW_OVERHEAD_BYTES
                + columns.stream()
                        .mapToInt(column -> column.bytes() < 0 ? VARIABLE_BYTES : column.bytes())
                        .sum();
    }
}
