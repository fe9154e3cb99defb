package io.dromedary.ddl;

import io.dromedary.table.ColumnType;
import io.dromedary.table.ColumnType.Field;
import io.dromedary.table.ColumnType.TextKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A published table as an engine sees it: a directory of Parquet files, perhaps below directories of partitions.
 *
 * @param name what it is to be called
 * @param location where it lies, a path or URI without a slash at its end
 * @param columns what is in the files
 * @param partitions what is in the names of its directories, {@code dt=2026-11-21}, from the outside in
 */
public record LakeTable(String name, String location, List<Field> columns, List<Field> partitions) {
    /** Partitions of these names are our own, and have these types. */
    private static final String DAY = "dt";

    private static final String HOUR = "hour";

    public LakeTable {
        columns = List.copyOf(columns);
        partitions = List.copyOf(partitions);
    }

    /**
     * The partition of a directory's name before its equals sign.
     *
     * @param columns of the table, which may have the same column in its files
     */
    public static Field partition(String name, List<Field> columns) {
        ColumnType type = columns.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .map(Field::type)
                .orElseGet(() -> switch (name) {
                    case DAY -> new ColumnType.Date();
                    case HOUR -> new ColumnType.Int32(Integer.SIZE);
                    default -> new ColumnType.Text(TextKind.STRING);
                });
        return new Field(name, type, true);
    }

    /** The columns that are in no name of a directory. */
    List<Field> dataColumns() {
        Set<String> names = new HashSet<>();
        partitions.forEach(partition -> names.add(partition.name().toLowerCase(Locale.ROOT)));
        List<Field> data = new ArrayList<>(columns);
        data.removeIf(column -> names.contains(column.name().toLowerCase(Locale.ROOT)));
        return data;
    }
}
