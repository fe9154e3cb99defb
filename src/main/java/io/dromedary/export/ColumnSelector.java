package io.dromedary.export;

import io.dromedary.dialect.TableDescription;
import io.dromedary.dialect.TableDescription.RefusedColumn;
import io.dromedary.settings.NearestName;
import io.dromedary.table.Column;
import io.dromedary.table.ColumnType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;

/** Chooses the columns of a table, and collects what stands against it. */
final class ColumnSelector {
    /** Stands in for the columns of a table that has a problem, so that planning goes on to find the others. */
    static final Column PLACEHOLDER = new Column("-", new ColumnType.Bool(), true, "-");

    private final List<String> problems;

    ColumnSelector(List<String> problems) {
        this.problems = problems;
    }

    /** The columns in the order wanted; empty after a problem. */
    List<Column> select(SelectedTable selected) {
        TableDescription table = selected.description();
        List<String> all = Stream.concat(
                        table.columns().stream().map(Column::name),
                        table.refusedColumns().stream().map(RefusedColumn::name))
                .toList();
        checkNames(table, all, selected.columns(), "columns");
        checkNames(table, all, selected.excludeColumns(), "exclude_columns");
        checkRepeated(table, selected.columns(), "columns");
        List<Column> chosen = new ArrayList<>();
        if (selected.columns().isEmpty()) {
            chosen.addAll(table.columns());
        } else {
            for (String name : selected.columns()) {
                table.columns().stream()
                        .filter(column -> column.name().equals(name))
                        .forEach(chosen::add);
            }
        }
        chosen.removeIf(column -> selected.excludeColumns().contains(column.name()));
        chosen.addAll(systemColumns(selected));
        refuse(selected);
        if (all.isEmpty()) {
            problems.add("%s: it has no columns, so there is nothing to export; exclude it.".formatted(table.id()));
        } else if (chosen.isEmpty() && table.refusedColumns().isEmpty()) {
            problems.add("%s: no column is left to export.".formatted(table.id()));
        }
        return chosen;
    }

    private List<Column> systemColumns(SelectedTable selected) {
        TableDescription table = selected.description();
        List<String> wanted = selected.systemColumns();
        List<Column> all = table.systemColumns();
        if (!wanted.isEmpty() && all.isEmpty()) {
            problems.add(
                    ("%s: system_columns lists %s, but a %s has none: only tables and materialized views of PostgreSQL"
                                    + " have. Leave system_columns out.")
                            .formatted(table.id(), String.join(", ", wanted), table.kind()));
            return List.of();
        }
        List<String> names = all.stream().map(Column::name).sorted().toList();
        for (String name : wanted) {
            if (!names.contains(name)) {
                problems.add("%s: system_columns lists \"%s\", which is none of %s."
                        .formatted(table.id(), name, String.join(", ", names)));
            }
        }
        checkRepeated(table, wanted, "system_columns");
        return wanted.stream()
                .flatMap(name -> all.stream().filter(column -> column.name().equals(name)))
                .toList();
    }

    private void checkRepeated(TableDescription table, List<String> names, String key) {
        new LinkedHashSet<>(names)
                .stream()
                        .filter(name -> Collections.frequency(names, name) > 1)
                        .forEach(name -> problems.add(
                                "%s: %s lists \"%s\" more than once; keep one.".formatted(table.id(), key, name)));
    }

    private void checkNames(TableDescription table, List<String> all, List<String> names, String key) {
        for (String name : names) {
            if (!all.contains(name)) {
                String hint = NearestName.of(name, all)
                        .map(near -> "; did you mean \"%s\"?".formatted(near))
                        .orElse(".");
                problems.add("%s: %s names \"%s\", which is no column of it%s".formatted(table.id(), key, name, hint));
            }
        }
    }

    private void refuse(SelectedTable selected) {
        for (RefusedColumn column : selected.description().refusedColumns()) {
            boolean wanted = selected.columns().isEmpty() || selected.columns().contains(column.name());
            if (wanted && !selected.excludeColumns().contains(column.name())) {
                problems.add("%s: column \"%s\" (%s): %s"
                        .formatted(selected.description().id(), column.name(), column.sourceType(), column.reason()));
            }
        }
    }
}
