package io.dromedary.export;

import io.dromedary.failure.DromedaryException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How an export ended, table by table.
 *
 * @param plan what was planned
 * @param startedAt when its session was opened
 * @param published the tables that readers can see now
 * @param skipped the tables that the run of the same name had published before
 * @param failed the tables of which nothing was published
 * @param seconds how long the job took
 */
public record JobReport(
        ExportPlan plan,
        Instant startedAt,
        List<PublishedTable> published,
        List<SkippedTable> skipped,
        List<FailedTable> failed,
        double seconds) {

    public JobReport {
        published = List.copyOf(published);
        skipped = List.copyOf(skipped);
        failed = List.copyOf(failed);
    }

    /** Rows of all published tables. */
    public long rows() {
        return published.stream().mapToLong(table -> table.table().rows()).sum();
    }

    /** Bytes of all published files. */
    public long bytes() {
        return published.stream().mapToLong(table -> table.table().bytes()).sum();
    }

    /**
     * Turns failed tables into a failure of the job.
     *
     * @return this
     * @throws DromedaryException of the first failed table's category, naming all failed tables and their reasons
     */
    public JobReport orThrow() {
        if (failed.isEmpty()) {
            return this;
        }
        String reasons = failed.stream().map(FailedTable::reason).distinct().collect(Collectors.joining("\n  "));
        throw DromedaryException.permanent(
                failed.get(0).category(),
                "%s: %d of %d tables failed; the others are published.%n  %s"
                        .formatted(
                                plan.request().name(),
                                failed.size(),
                                plan.tables().size(),
                                reasons));
    }
}
