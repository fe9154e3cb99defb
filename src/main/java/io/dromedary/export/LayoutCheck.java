package io.dromedary.export;

import io.dromedary.dialect.RowArrangement.PartitionKey;
import io.dromedary.dialect.RowArrangement.SortKey;
import io.dromedary.dialect.RowArrangement.Transform;
import io.dromedary.dialect.TableDescription;
import io.dromedary.files.TableLayout;
import io.dromedary.settings.NearestName;
import io.dromedary.table.Column;
import io.dromedary.table.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds what is asked for of a table's files against its columns, and collects what does not fit. */
final class LayoutCheck {
    private final TableDescription table;
    private final TableLayout layout;
    private final List<String> problems;

    LayoutCheck(TableDescription table, TableLayout layout, List<String> problems) {
        this.table = table;
        this.layout = layout;
        this.problems = problems;
    }

    /** Of the columns asked for, those that are in the files. */
    List<Column> columnsInFiles(List<Column> selected) {
        layout.partitionBy().forEach(this::checkKey);
        List<Column> inFiles = new ArrayList<>(selected);
        if (!layout.partitionColumnsInFiles()) {
            inFiles.removeIf(column -> layout.partitionBy().stream().anyMatch(key -> isItself(key, column)));
        }
        if (inFiles.isEmpty()) {
            problem("no column is left for the files; keep one with partition_columns_in_files: true.");
            return selected;
        }
        for (PartitionKey key : layout.partitionBy()) {
            inFiles.stream()
                    .filter(column -> column.name().equalsIgnoreCase(key.name()) && !isItself(key, column))
                    .forEach(column -> problem(
                            "partition_by %s: the files have a column of this name; give the partition another name."
                                    .formatted(key.name())));
        }
        layout.sortBy().forEach(key -> checkSort(key, inFiles));
        layout.columns().forEach((name, options) -> find("column_options", name, inFiles)
                .flatMap(column -> options.findObstacle(column.type()))
                .ifPresent(obstacle -> problem("column \"%s\" %s.".formatted(name, obstacle))));
        return inFiles;
    }

    private static boolean isItself(PartitionKey key, Column column) {
        return key instanceof PartitionKey.OfColumn ofColumn
                && ofColumn.transform() == Transform.IDENTITY
                && ofColumn.column().equals(column.name())
                && key.name().equals(column.name());
    }

    private void checkKey(PartitionKey key) {
        if (key instanceof PartitionKey.OfColumn ofColumn && ofColumn.transform() != Transform.IDENTITY) {
            Optional<Column> column = find("partition_by", ofColumn.column(), table.columns());
            boolean hasDay = column.filter(found -> found.type() instanceof ColumnType.Date)
                    .isPresent();
            boolean hasHour = column.filter(found -> found.type() instanceof ColumnType.Timestamp)
                    .isPresent();
            if (column.isPresent() && !hasHour && (!hasDay || ofColumn.transform() == Transform.HOUR)) {
                String type = column.get().sourceType();
                problem("partition_by: column \"%s\" is %s, of which there is no %s."
                        .formatted(ofColumn.column(), type, ofColumn.transform().word()));
            }
        } else if (key instanceof PartitionKey.OfColumn ofColumn) {
            find("partition_by", ofColumn.column(), table.columns());
        }
    }

    private void checkSort(SortKey key, List<Column> inFiles) {
        find("sort_by", key.column(), inFiles)
                .filter(column -> !column.type().parts().isEmpty()
                        || (column.type() instanceof ColumnType.Text text && text.kind() == ColumnType.TextKind.JSON))
                .ifPresent(column -> problem("sort_by: column \"%s\" is %s, which has no order."
                        .formatted(column.name(), column.sourceType())));
    }

    private Optional<Column> find(String key, String name, List<Column> columns) {
        Optional<Column> found =
                columns.stream().filter(column -> column.name().equals(name)).findFirst();
        if (found.isEmpty()) {
            String hint = NearestName.of(
                            name, columns.stream().map(Column::name).toList())
                    .map("; did you mean \"%s\"?"::formatted)
                    .orElse(".");
            problem("%s names \"%s\", which is no column of %s%s"
                    .formatted(key, name, key.equals("partition_by") ? "it" : "its files", hint));
        }
        return found;
    }

    private void problem(String text) {
        problems.add("%s: %s".formatted(table.id(), text));
    }
}
