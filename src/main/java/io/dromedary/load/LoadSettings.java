package io.dromedary.load;

import io.dromedary.load.input.SourceFormat;
import io.dromedary.table.TableId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How files are loaded.
 *
 * @param csv how text files separate their fields
 * @param source what files are, where they do not say it themselves
 * @param mode what becomes of the rows that the table has
 * @param atomic what becomes visible at once
 * @param onError what a record that the table does not take means
 * @param rejectLimit a load with more rejected records fails
 * @param rejectPercent a load with a larger part of rejected records fails
 * @param rejectDirectory where rejected records are set aside; null: beside the file
 * @param connections how many connections write at once where that is possible
 * @param columnsByPosition the columns that the fields are for, in the order of the fields; empty: not given
 * @param columnsByName by column, the field's name in the header, or its number counted from one; empty: not given
 * @param isDryRun whether everything is checked and nothing is loaded
 * @param rules what is done to the table
 * @param method in which way rows are written
 */
public record LoadSettings(
        CsvFormat csv,
        SourceFormat source,
        Mode mode,
        Atomic atomic,
        OnError onError,
        long rejectLimit,
        double rejectPercent,
        @Nullable Path rejectDirectory,
        int connections,
        List<String> columnsByPosition,
        Map<String, String> columnsByName,
        boolean isDryRun,
        TableRules rules,
        MethodSettings method) {

    /** What a job has that says nothing. */
    public static final LoadSettings DEFAULTS = new LoadSettings(
            CsvFormat.STANDARD,
            SourceFormat.DEFAULTS,
            Mode.APPEND,
            Atomic.FILE,
            OnError.FAIL,
            Long.MAX_VALUE,
            100,
            null,
            4,
            List.of(),
            Map.of(),
            false,
            TableRules.DEFAULTS,
            MethodSettings.DEFAULTS);

    public LoadSettings {
        columnsByPosition = List.copyOf(columnsByPosition);
        columnsByName = Map.copyOf(columnsByName);
    }

    /** With COPY. */
    public LoadSettings(
            CsvFormat csv,
            SourceFormat source,
            Mode mode,
            Atomic atomic,
            OnError onError,
            long rejectLimit,
            double rejectPercent,
            @Nullable Path rejectDirectory,
            int connections,
            List<String> columnsByPosition,
            Map<String, String> columnsByName,
            boolean isDryRun,
            TableRules rules) {
        this(
                csv,
                source,
                mode,
                atomic,
                onError,
                rejectLimit,
                rejectPercent,
                rejectDirectory,
                connections,
                columnsByPosition,
                columnsByName,
                isDryRun,
                rules,
                MethodSettings.DEFAULTS);
    }

    /** The same, written in a way that leaves nothing to decide. */
    LoadSettings with(MethodSettings settled) {
        return new LoadSettings(
                csv,
                source,
                mode,
                atomic,
                onError,
                rejectLimit,
                rejectPercent,
                rejectDirectory,
                method.method() == Method.AUTO ? settled.connections() : connections,
                columnsByPosition,
                columnsByName,
                isDryRun,
                rules,
                settled);
    }

    /**
     * What tells loads of one file that end as different rows from each other. Only what is not the default is in it,
     * so that it stays the same when there are more options.
     */
    String identity(TableId table) {
        var text = new StringBuilder(table.toString());
        add(text, "csv", csv, DEFAULTS.csv);
        add(text, "source", source, DEFAULTS.source);
        add(text, "mode", mode, DEFAULTS.mode);
        add(text, "columns", columnsByPosition, List.of());
        add(text, "columns", new TreeMap<>(columnsByName), Map.of());
        add(text, "keys", rules.keys(), List.of());
        add(text, "duplicates", rules.duplicates(), TableRules.DEFAULTS.duplicates());
        add(text, "srid", method.srid(), MethodSettings.DEFAULTS.srid());
        return text.toString();
    }

    private static void add(StringBuilder text, String name, Object value, Object whenMissing) {
        if (!value.equals(whenMissing)) {
            text.append('|').append(name).append('=').append(value);
        }
    }

    /** The same with another place for rejected records. */
    LoadSettings withRejectDirectory(Path directory) {
        return new LoadSettings(
                csv,
                source,
                mode,
                atomic,
                onError,
                rejectLimit,
                rejectPercent,
                directory,
                connections,
                columnsByPosition,
                columnsByName,
                isDryRun,
                rules,
                method);
    }

    /** Where rejected records are set aside, if not beside the file. */
    public Optional<Path> findRejectDirectory() {
        return Optional.ofNullable(rejectDirectory);
    }
}
