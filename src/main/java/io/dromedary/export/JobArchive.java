package io.dromedary.export;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * What is kept of a job: {@code .archive/jobs/job_<id>_<timestamp>.json} in the location.
 *
 * @param jobId the export's UUID
 * @param timestamp when the job began, UTC, {@code YYYY-MM-DD_HH-MM-SS}
 * @param name the job's name in its specification
 * @param database where the rows came from
 * @param tablesExported what was published
 * @param tablesSkipped what the run of the same name had published before
 * @param tablesFailed what was not, and why
 * @param performance of the whole job
 */
@JsonNaming(SnakeCaseStrategy.class)
public record JobArchive(
        String jobId,
        String timestamp,
        String name,
        Manifest.Database database,
        List<ExportedTable> tablesExported,
        List<TableBefore> tablesSkipped,
        List<UnexportedTable> tablesFailed,
        Manifest.Performance performance) {

    /**
     * A published table.
     *
     * @param tableName {@code schema.table}
     * @param rowCount rows in it
     * @param exportPath its directory, absolute
     * @param fileCount data files
     * @param compression the codec
     * @param exportTimeSeconds from the first chunk to the last
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record ExportedTable(
            String tableName,
            long rowCount,
            String exportPath,
            int fileCount,
            String compression,
            double exportTimeSeconds) {}

    /**
     * A table that was published before.
     *
     * @param tableName {@code schema.table}
     * @param exportPath its directory, absolute
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record TableBefore(String tableName, String exportPath) {}

    /**
     * A table that failed.
     *
     * @param tableName {@code schema.table}
     * @param category who has to act
     * @param reason what went wrong and what to do
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record UnexportedTable(String tableName, String category, String reason) {}

    /** The document of a job that has ended. */
    public static JobArchive of(JobReport report) {
        ExportPlan plan = report.plan();
        String codec = plan.request().settings().codec().toString();
        return new JobArchive(
                plan.jobId(),
                Manifest.timestamp(report.startedAt()),
                plan.request().name(),
                Manifest.Database.of(plan),
                report.published().stream()
                        .map(table -> new ExportedTable(
                                table.table().id().toString(),
                                table.table().rows(),
                                table.path(),
                                table.table().files().size(),
                                codec,
                                table.table().seconds()))
                        .toList(),
                report.skipped().stream()
                        .map(table -> new TableBefore(table.table().toString(), table.path()))
                        .toList(),
                report.failed().stream()
                        .map(table -> new UnexportedTable(
                                table.table().toString(), table.category().name(), table.reason()))
                        .toList(),
                Manifest.Performance.of(
                        plan,
                        report.seconds(),
                        report.published().stream().map(PublishedTable::table).toList()));
    }
}
