package io.dromedary.load;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How files are loaded.
 *
 * @param csv how text files separate their fields
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
 */
public record LoadSettings(
        CsvFormat csv,
        Mode mode,
        Atomic atomic,
        OnError onError,
        long rejectLimit,
        double rejectPercent,
        @Nullable Path rejectDirectory,
        int connections,
        List<String> columnsByPosition,
        Map<String, String> columnsByName,
        boolean isDryRun) {

    /** What a job has that says nothing. */
    public static final LoadSettings DEFAULTS = new LoadSettings(
            CsvFormat.STANDARD,
            Mode.APPEND,
            Atomic.FILE,
            OnError.FAIL,
            Long.MAX_VALUE,
            100,
            null,
            4,
            List.of(),
            Map.of(),
            false);

    public LoadSettings {
        columnsByPosition = List.copyOf(columnsByPosition);
        columnsByName = Map.copyOf(columnsByName);
    }

    /** Where rejected records are set aside, if not beside the file. */
    public Optional<Path> findRejectDirectory() {
        return Optional.ofNullable(rejectDirectory);
    }
}
