package io.dromedary.camel;

import io.dromedary.export.ExportListener;
import io.dromedary.export.ExportPlan;
import io.dromedary.export.FailedTable;
import io.dromedary.export.JobReport;
import io.dromedary.export.PublishedTable;
import io.dromedary.export.SkippedTable;
import io.dromedary.export.StagedTable;
import io.dromedary.export.TablePlan;
import io.dromedary.failure.FailureCategory;
import io.dromedary.ledger.ItemEnd;
import io.dromedary.ledger.JobKind;
import io.dromedary.ledger.JobLedger;
import io.dromedary.ledger.JobStart;
import io.dromedary.ledger.JobStart.ItemStart;
import io.dromedary.ledger.State;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells the ledger how the tables of exports go on. How a job ends is told by its route. */
final class LedgerExports implements ExportListener {
    private final JobLedger ledger;

    LedgerExports(JobLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public void jobStarted(ExportPlan plan) {
        List<ItemStart> tables = new ArrayList<>();
        for (TablePlan table : plan.tables()) {
            long estimate = table.description().estimatedRows().orElse(JobStart.UNKNOWN);
            tables.add(new ItemStart(table.id().toString(), estimate));
        }
        plan.skipped().forEach(table -> tables.add(new ItemStart(table.table().toString(), 0)));
        ledger.begin(new JobStart(
                plan.jobId(),
                JobKind.EXPORT,
                plan.request().name(),
                JobSpecification.of(plan.request()),
                plan.run().begin().toInstant(),
                tables));
        plan.skipped().forEach(table -> skipped(plan.jobId(), table));
    }

    @Override
    public void tableStarted(String jobId, TablePlan table) {
        ledger.find(jobId).ifPresent(job -> job.itemStarted(table.id().toString()));
    }

    @Override
    public void rowsExported(String jobId, TablePlan table, long rows) {
        ledger.find(jobId).ifPresent(job -> job.progressed(table.id().toString(), rows));
    }

    @Override
    public void tableStaged(StagedTable table) {
        note(table, State.RUNNING, null);
    }

    @Override
    public void tablePublished(PublishedTable table) {
        note(table.table(), State.SUCCEEDED, table.path());
    }

    private void note(StagedTable table, State state, @Nullable String location) {
        var result =
                new ItemEnd(state, table.rows(), 0, table.bytes(), table.files().size(), location, null, null);
        ledger.find(table.jobId()).ifPresent(job -> job.itemResult(table.id().toString(), result));
    }

    @Override
    public void tableFailed(String jobId, FailedTable table) {
        State state = table.category() == FailureCategory.CANCELLED ? State.CANCELLED : State.FAILED;
        ledger.find(jobId)
                .ifPresent(job -> job.itemResult(
                        table.table().toString(), ItemEnd.without(state, JobSpecification.scrubbed(table.reason()))));
    }

    /** Those, too, that the run of the same name has published meanwhile. */
    @Override
    public void jobFinished(JobReport report) {
        report.skipped().forEach(table -> skipped(report.plan().jobId(), table));
    }

    private void skipped(String jobId, SkippedTable table) {
        ledger.find(jobId)
                .ifPresent(
                        job -> job.itemResult(table.table().toString(), ItemEnd.skipped(table.path(), table.text())));
    }
}
