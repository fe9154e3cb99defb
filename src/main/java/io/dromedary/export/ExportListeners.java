package io.dromedary.export;

import java.util.List;

/**
 * Several that hear the same.
 *
 * @param all in the order in which they are told
 */
public record ExportListeners(List<ExportListener> all) implements ExportListener {
    public ExportListeners {
        all = List.copyOf(all);
    }

    @Override
    public void jobStarted(ExportPlan plan) {
        all.forEach(listener -> listener.jobStarted(plan));
    }

    @Override
    public void tableStarted(String jobId, TablePlan table) {
        all.forEach(listener -> listener.tableStarted(jobId, table));
    }

    @Override
    public void rowsExported(String jobId, TablePlan table, long rows) {
        all.forEach(listener -> listener.rowsExported(jobId, table, rows));
    }

    @Override
    public void tableStaged(StagedTable table) {
        all.forEach(listener -> listener.tableStaged(table));
    }

    @Override
    public void tablePublished(PublishedTable table) {
        all.forEach(listener -> listener.tablePublished(table));
    }

    @Override
    public void tableFailed(String jobId, FailedTable table) {
        all.forEach(listener -> listener.tableFailed(jobId, table));
    }

    @Override
    public void jobFinished(JobReport report) {
        all.forEach(listener -> listener.jobFinished(report));
    }
}
