package io.dromedary.export;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.dromedary.export.Manifest.ManifestColumn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run whose files a {@link Manifest} names.
 *
 * @param batchId its name, which its files say in the manifest
 * @param batchTimestamp when it began, ISO 8601 with microseconds
 * @param runDate the day that its rows are of
 * @param jobId the export's UUID
 * @param snapshot the point in time that its rows were read from
 * @param totalRows rows in its files
 * @param fileCount its files
 * @param columns the columns of its files; null: those of the manifest
 * @param evidence how its rows were read, to read them again
 */
@JsonNaming(SnakeCaseStrategy.class)
public record ManifestRun(
        String batchId,
        String batchTimestamp,
        String runDate,
        String jobId,
        String snapshot,
        long totalRows,
        int fileCount,
        @Nullable List<ManifestColumn> columns,
        ManifestEvidence evidence) {

    /** The same run in a manifest that has other columns. */
    ManifestRun beside(List<ManifestColumn> columnsBefore, List<ManifestColumn> columnsNow) {
        List<ManifestColumn> own = columns == null ? columnsBefore : columns;
        return new ManifestRun(
                batchId,
                batchTimestamp,
                runDate,
                jobId,
                snapshot,
                totalRows,
                fileCount,
                own.equals(columnsNow) ? null : own,
                evidence);
    }
}
