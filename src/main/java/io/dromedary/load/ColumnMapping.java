package io.dromedary.load;

import io.dromedary.dialect.TargetColumn;
import io.dromedary.dialect.TargetTable;
import io.dromedary.dialect.WritePlan;
import io.dromedary.dialect.WritePlan.MappedColumn;
import io.dromedary.settings.NearestName;
import io.dromedary.settings.Problems;
import io.dromedary.table.ColumnDefinition;
import io.dromedary.table.DefaultValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Settles which field of a file goes into which column of a table: by a given mapping, by position, or by name. */
final class ColumnMapping {
    private final String file;
    private final TargetTable table;
    private final List<String> header;
    private final int fieldCount;
    /** Columns that were computed where the file comes from, and are again if the table computes them. */
    private final Set<String> computed;

    private final Problems problems;
    private final List<MappedColumn> mapped = new ArrayList<>();

    private ColumnMapping(String file, TargetTable table, RecordReader reader) {
        this.file = file;
        this.table = table;
        this.header = reader.header();
        this.fieldCount = reader.fieldCount();
        this.computed = reader.findDefinition().stream()
                .flatMap(definition -> definition.columns().stream())
                .filter(column -> column.defaultValue() instanceof DefaultValue.Generated)
                .map(ColumnDefinition::name)
                .collect(Collectors.toSet());
        this.problems = new Problems(file);
    }

    /**
     * The plan for a file.
     *
     * @throws io.dromedary.failure.DromedaryException {@code CONFIGURATION}, with everything that does not fit
     */
    static WritePlan plan(String file, TargetTable table, RecordReader reader, LoadSettings settings) {
        var mapping = new ColumnMapping(file, table, reader);
        if (!settings.columnsByName().isEmpty()) {
            mapping.mapGiven(settings.columnsByName());
        } else if (!settings.columnsByPosition().isEmpty()) {
            mapping.mapByPosition(settings.columnsByPosition());
        } else if (mapping.header.isEmpty()) {
            mapping.mapByPosition(table.columns().stream()
                    .filter(column -> !column.isGenerated())
                    .map(TargetColumn::name)
                    .toList());
        } else {
            mapping.mapByName();
        }
        mapping.requireWhatHasNoDefault();
        mapping.problems.orThrow();
        boolean isolates = settings.onError() == OnError.REJECT;
        return new WritePlan(table.id(), table, mapping.mapped, mapping.expectedFields(), isolates);
    }

    private int expectedFields() {
        return header.isEmpty() ? Math.max(fieldCount == 0 ? 0 : mapped.size(), lastField()) : fieldCount;
    }

    private int lastField() {
        return mapped.stream().mapToInt(column -> column.field() + 1).max().orElse(0);
    }

    private void mapGiven(Map<String, String> fieldsByColumn) {
        fieldsByColumn.forEach((column, field) -> {
            int number = indexOf(header, field);
            if (number < 0 && field.matches("\\d{1,5}")) {
                number = Integer.parseInt(field) - 1;
            }
            if (number < 0 || number >= fieldCount) {
                String hint = hint(field, header);
                problems.add(
                        file,
                        "columns.%s is field \"%s\", which the file does not have%s".formatted(column, field, hint));
            } else {
                map(column, number);
            }
        });
    }

    private void mapByPosition(List<String> columns) {
        for (int i = 0; i < columns.size(); i++) {
            map(columns.get(i), i);
        }
    }

    private void mapByName() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i);
            if (!seen.add(name)) {
                problems.add(
                        file, "the header has \"%s\" twice. Say which field is meant with columns".formatted(name));
            } else if (!computed.contains(name) || !isGenerated(name)) {
                map(name, i);
            }
        }
    }

    private boolean isGenerated(String name) {
        return table.columns().stream().anyMatch(column -> column.name().equals(name) && column.isGenerated());
    }

    private void map(String name, int field) {
        List<String> names = table.columns().stream().map(TargetColumn::name).toList();
        int index = indexOf(names, name);
        if (index < 0) {
            problems.add(
                    file,
                    "field %d is \"%s\", which is no column of %s%s"
                            .formatted(field + 1, name, table.id(), hint(name, names) + delimiterHint()));
        } else if (table.columns().get(index).isGenerated()) {
            problems.add(
                    file,
                    "column \"%s\" of %s is generated, so nothing can be loaded into it. Leave it out with columns"
                            .formatted(names.get(index), table.id()));
        } else {
            mapped.add(new MappedColumn(table.columns().get(index), field));
        }
    }

    /** A header that is one field is mostly several, with another delimiter. */
    private String delimiterHint() {
        boolean isSuspicious = header.size() == 1 && header.get(0).matches("(?s).*[,;\t|].*");
        return isSuspicious
                ? " If these are several fields, say what is between them with csv.delimiter, or --sniff."
                : "";
    }

    /** By the exact name, or else by the only one that differs in case or in blanks around it. */
    private static int indexOf(List<String> names, String wanted) {
        int exact = names.indexOf(wanted);
        if (exact >= 0) {
            return exact;
        }
        List<Integer> similar = IntStream.range(0, names.size())
                .filter(i -> names.get(i).strip().equalsIgnoreCase(wanted.strip()))
                .boxed()
                .toList();
        return similar.size() == 1 ? similar.get(0) : -1;
    }

    private static String hint(String name, List<String> names) {
        Optional<String> nearest = NearestName.of(name, names);
        return nearest.map("; did you mean \"%s\"?"::formatted).orElse(".");
    }

    private void requireWhatHasNoDefault() {
        Set<String> given = new HashSet<>();
        mapped.forEach(column -> {
            if (!given.add(column.column().name())) {
                problems.add(
                        file,
                        "two fields are for column \"%s\"."
                                .formatted(column.column().name()));
            }
        });
        for (TargetColumn column : table.columns()) {
            boolean isNeeded = !column.isNullable() && !column.hasDefault() && !column.isGenerated();
            if (isNeeded && !given.contains(column.name())) {
                problems.add(
                        file,
                        "column \"%s\" of %s needs a value and has no default, but no field is for it."
                                .formatted(column.name(), table.id()));
            }
        }
    }
}
