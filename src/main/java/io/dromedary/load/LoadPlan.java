package io.dromedary.load;

import io.dromedary.dialect.WritePlan;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a load would do with a file.
 *
 * @param file the file
 * @param write which field goes into which column
 * @param settings how
 * @param createStatement what makes the table; null if it is there
 * @param csvGuess how the file was found to separate its fields, and why; null: it was not asked
 */
public record LoadPlan(
        String file,
        WritePlan write,
        LoadSettings settings,
        @Nullable String createStatement,
        @Nullable String csvGuess) {

    /** What makes the table, if it is not there. */
    public Optional<String> findCreateStatement() {
        return Optional.ofNullable(createStatement);
    }

    /** How the file was found to separate its fields, and why, if it was asked. */
    public Optional<String> findCsvGuess() {
        return Optional.ofNullable(csvGuess);
    }
}
