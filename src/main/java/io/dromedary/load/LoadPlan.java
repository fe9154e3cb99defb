package io.dromedary.load;

import io.dromedary.dialect.WritePlan;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a load would do with a file.
 *
 * @param file the file
 * @param write which field goes into which column
 * @param settings how
 * @param createStatements what makes the table; empty if it is there
 * @param csvGuess how the file was found to separate its fields, and why; null: it was not asked
 * @param rows how many there are
 * @param advice which method is recommended for so many
 */
public record LoadPlan(
        String file,
        WritePlan write,
        LoadSettings settings,
        List<String> createStatements,
        @Nullable String csvGuess,
        RowEstimate rows,
        LoadAdvice advice) {
    public LoadPlan {
        createStatements = List.copyOf(createStatements);
    }

    /** The same behind another file, which makes the table. */
    LoadPlan withTable() {
        return new LoadPlan(file, write, settings, List.of(), csvGuess, rows, advice);
    }

    /** How the file was found to separate its fields, and why, if it was asked. */
    public Optional<String> findCsvGuess() {
        return Optional.ofNullable(csvGuess);
    }
}
