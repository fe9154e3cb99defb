package io.dromedary.ddl;

import io.dromedary.table.ColumnType.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Engines that query files. The statements end with a semicolon each. A column that an engine cannot read is left out,
 * and a comment says so.
 */
public enum Engine {
    /** The Hive connector, in the catalog and schema that the session is in. */
    TRINO,
    /** Version 3.4 or later. */
    SPARK,
    /** Version 4 or later, which reads timestamps of 64 bits. */
    HIVE,
    /** Amazon Athena, version 3 of its engine. */
    ATHENA,
    /** A view: it reads the files as they are, with the types that are in them. */
    DUCKDB;

    private EngineTypes types() {
        return switch (this) {
            case TRINO -> EngineTypes.TRINO;
            case SPARK, DUCKDB -> EngineTypes.SPARK;
            case HIVE, ATHENA -> EngineTypes.HIVE;
        };
    }

    /** The statements that make a table known. */
    public String createTable(LakeTable table) {
        return switch (this) {
            case TRINO -> trino(table);
            case SPARK -> spark(table);
            case HIVE, ATHENA -> hive(table);
            case DUCKDB -> duckDb(table);
        };
    }

    private String trino(LakeTable table) {
        List<Field> all = new ArrayList<>(table.dataColumns());
        all.addAll(table.partitions());
        String partitions = table.partitions().stream()
                .map(partition -> text(partition.name().toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining(", "));
        var sql = new StringBuilder();
        if (usesTimestamps(all)) {
            sql.append("-- Before: SET SESSION <catalog>.timestamp_precision = 'MICROSECONDS'\n");
        }
        sql.append("CREATE TABLE %s (\n%s\n)\n".formatted(name(table.name(), '"'), columns(all, '"')));
        sql.append("WITH (\n    format = 'PARQUET',\n    external_location = %s".formatted(text(table.location())));
        sql.append(partitions.isEmpty() ? "\n);\n" : ",\n    partitioned_by = ARRAY[%s]\n);\n".formatted(partitions));
        return partitions.isEmpty()
                ? sql.toString()
                : sql
                        + "CALL system.sync_partition_metadata(CURRENT_SCHEMA, %s, 'FULL');\n"
                                .formatted(text(table.name().toLowerCase(Locale.ROOT)));
    }

    private static boolean usesTimestamps(List<Field> columns) {
        return columns.stream().anyMatch(column -> column.type().toString().contains("Timestamp["));
    }

    private String spark(LakeTable table) {
        List<Field> all = new ArrayList<>(table.dataColumns());
        all.addAll(table.partitions());
        String created =
                "CREATE TABLE %s (\n%s\n)\nUSING parquet\n".formatted(name(table.name(), '`'), columns(all, '`'));
        String location = "LOCATION %s;\n".formatted(escaped(table.location()));
        if (table.partitions().isEmpty()) {
            return created + location;
        }
        String partitions = table.partitions().stream()
                .map(partition -> name(partition.name(), '`'))
                .collect(Collectors.joining(", "));
        return created
                + "PARTITIONED BY (%s)\n".formatted(partitions)
                + location
                + "MSCK REPAIR TABLE %s;\n".formatted(name(table.name(), '`'));
    }

    private String hive(LakeTable table) {
        String created = "CREATE EXTERNAL TABLE %s (\n%s\n)\n"
                .formatted(name(table.name().toLowerCase(Locale.ROOT), '`'), columns(table.dataColumns(), '`'));
        String partitions = table.partitions().isEmpty()
                ? ""
                : "PARTITIONED BY (\n%s\n)\n".formatted(columns(table.partitions(), '`'));
        String repair = partitions.isEmpty()
                ? ""
                : "MSCK REPAIR TABLE %s;\n".formatted(name(table.name().toLowerCase(Locale.ROOT), '`'));
        return created
                + partitions
                + "STORED AS PARQUET\nLOCATION %s;\n".formatted(escaped(table.location() + "/"))
                + repair;
    }

    private static String duckDb(LakeTable table) {
        String partitions = table.partitions().stream()
                .map(partition -> "%s: %s".formatted(text(partition.name()), duckDbType(partition)))
                .collect(Collectors.joining(", "));
        String options = partitions.isEmpty()
                ? "hive_partitioning = false"
                : "hive_partitioning = true, hive_types = {%s}".formatted(partitions);
        String files = table.location().replaceAll("[\\[*?]", "[$0]")
                + (table.partitions().isEmpty() ? "/*.parquet" : "/**/*.parquet");
        return "CREATE OR REPLACE VIEW %s AS\nSELECT * FROM read_parquet(%s, %s);\n"
                .formatted(name(table.name(), '"'), text(files), options);
    }

    private static String duckDbType(Field partition) {
        String type = SPARK.types().find(partition.type()).orElse("");
        return type.matches("boolean|smallint|int|bigint|decimal.*|date") ? type : "varchar";
    }

    /** A line for each column, and a comment for each that is left out. */
    private String columns(List<Field> columns, char quote) {
        List<String> lines = new ArrayList<>();
        List<String> left = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Field column : columns) {
            Optional<String> type = types().find(column.type());
            if (type.isEmpty()) {
                left.add("    -- left out: %s, of a type that cannot be read here".formatted(comment(column.name())));
            } else if (!names.add(column.name().toLowerCase(Locale.ROOT))) {
                left.add("    -- left out: %s, which differs from another column in case only"
                        .formatted(comment(column.name())));
            } else {
                lines.add("    %s %s".formatted(name(column.name(), quote), type.get()));
            }
        }
        String all = String.join(",\n", lines);
        return left.isEmpty() ? all : all + "\n" + String.join("\n", left);
    }

    /** On one line, whatever it is called. */
    private static String comment(String name) {
        return name.replaceAll("\\R", " ");
    }

    private static String name(String name, char quote) {
        String mark = String.valueOf(quote);
        return mark + name.replace(mark, mark + mark) + mark;
    }

    private static String text(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** Where a backslash begins an escape. */
    private static String escaped(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
