package io.dromedary.it;

import io.dromedary.dialect.TypePolicies.SpecialValues;
import io.dromedary.parquet.Codec;
import io.dromedary.testing.TestPostgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table and how it is exported. Its columns are {@code id} and {@code c0}, {@code c1} and so on.
 *
 * @param columns with their values; one that has fewer than others has them again and again
 */
record GeneratedTable(List<TableColumn> columns, Settings settings) {
    static final String NAME = SqlType.SCHEMA + ".t";

    /**
     * A column.
     *
     * @param values SQL expressions
     */
    record TableColumn(SqlType type, boolean nullable, List<String> values) {}

    /**
     * How a table is exported.
     *
     * @param copies how often its rows are there
     */
    record Settings(
            SpecialValues specialValues,
            String numeric,
            Codec.Kind codec,
            boolean dictionary,
            int chunkSize,
            int copies) {}

    int rows() {
        return columns.stream().mapToInt(column -> column.values().size()).max().orElse(0);
    }

    /** What creates it in place of the one before. */
    List<String> statements() {
        Set<String> types = new LinkedHashSet<>();
        columns.forEach(column -> column.type().define(types));
        List<String> statements = new ArrayList<>(List.of(
                "DROP SCHEMA IF EXISTS %1$s CASCADE".formatted(SqlType.SCHEMA), "CREATE SCHEMA " + SqlType.SCHEMA));
        statements.addAll(types);
        statements.add(IntStream.range(0, columns.size())
                .mapToObj(this::definition)
                .collect(Collectors.joining(", ", "CREATE TABLE %s (id int, ".formatted(NAME), ")")));
        for (int row = 0; row < rows(); row++) {
            int at = row;
            statements.add(columns.stream()
                    .map(column -> column.values().get(at % column.values().size()))
                    .collect(Collectors.joining(", ", "INSERT INTO %s VALUES (%d, ".formatted(NAME, row), ")")));
        }
        String names =
                IntStream.range(0, columns.size()).mapToObj(i -> ", c" + i).collect(Collectors.joining());
        statements.add("INSERT INTO %1$s SELECT id + n * %2$d%3$s FROM %1$s CROSS JOIN generate_series(1, %4$d) AS n"
                .formatted(NAME, rows(), names, isLarge() ? 0 : settings.copies() - 1));
        return statements;
    }

    private boolean isLarge() {
        String large = String.valueOf(LeafType.LARGE);
        return columns.stream().flatMap(column -> column.values().stream()).anyMatch(value -> value.contains(large));
    }

    private String definition(int column) {
        TableColumn defined = columns.get(column);
        return "c%d %s%s".formatted(column, defined.type().sql(), defined.nullable() ? "" : " NOT NULL");
    }

    /** The job that exports it. */
    JobFile job(Path directory, TestPostgres from) {
        return new JobFile(directory, from)
                .setting("special_values", settings.specialValues().name().toLowerCase(Locale.ROOT))
                .setting("numeric", settings.numeric())
                .setting("compression", settings.codec().name().toLowerCase(Locale.ROOT))
                .setting("dictionary", settings.dictionary())
                .setting("chunk_size", settings.chunkSize())
                .entry(Map.of("schema", SqlType.SCHEMA, "table", "t"));
    }

    /** All that is needed to try it by hand. */
    @Override
    public String toString() {
        return "%s%n%s".formatted(settings, String.join(";\n", statements()));
    }
}
