package io.dromedary.cli;

import io.dromedary.export.ExportListener;
import io.dromedary.export.ExportPlan;
import io.dromedary.export.FailedTable;
import io.dromedary.export.JobReport;
import io.dromedary.export.PublishedTable;
import io.dromedary.export.StagedTable;
import io.dromedary.export.TablePlan;
import java.io.PrintWriter;
import java.util.concurrent.atomic.LongAdder;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows how an export goes on: a bar on a terminal, a line for each event elsewhere. */
final class Progress {
    private static final int UPDATE_MILLIS = 200;
    private static final int WIDTH_MAX = 110;

    private Progress() {}

    /** The kind that suits where the errors go; the launcher says whether that is a terminal, Java 17 does not know. */
    static ExportListener on(PrintWriter err) {
        return Boolean.getBoolean("dromedary.terminal") ? new Bar() : new Lines(err);
    }

    /** One line for each event. */
    static final class Lines implements ExportListener {
        private final PrintWriter err;

        Lines(PrintWriter err) {
            this.err = err;
        }

        @Override
        public void jobStarted(ExportPlan plan) {
            err.println("%s: %d tables of %s"
                    .formatted(
                            plan.request().name(),
                            plan.tables().size(),
                            plan.request().database().address()));
        }

        @Override
        public void tableStarted(String jobId, TablePlan table) {
            err.println("%s: started, %d chunk%s"
                    .formatted(table.id(), table.chunks().size(), table.chunks().size() == 1 ? "" : "s"));
        }

        @Override
        public void tableStaged(StagedTable table) {
            err.println("%s: %,d rows in %.1f s".formatted(table.id(), table.rows(), table.seconds()));
        }

        @Override
        public void tablePublished(PublishedTable table) {
            err.println("%s: published as %s".formatted(table.table().id(), table.path()));
        }

        @Override
        public void tableFailed(String jobId, FailedTable table) {
            err.println("%s: failed".formatted(table.table()));
        }
    }

    /** One bar for all rows of the job, as estimated by the catalog. */
    static final class Bar implements ExportListener {
        private final LongAdder rows = new LongAdder();
        private @Nullable ProgressBar bar;

        @Override
        public synchronized void jobStarted(ExportPlan plan) {
            long estimated = plan.tables().stream()
                    .mapToLong(table -> table.description().estimatedRows().orElse(0))
                    .sum();
            bar = new ProgressBarBuilder()
                    .setTaskName(plan.request().name())
                    .setInitialMax(estimated)
                    .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
                    .setUpdateIntervalMillis(UPDATE_MILLIS)
                    .setMaxRenderedLength(WIDTH_MAX)
                    .setUnit(" rows", 1)
                    .showSpeed()
                    .build();
        }

        @Override
        public void rowsExported(String jobId, TablePlan table, long more) {
            rows.add(more);
            ProgressBar shown = bar;
            if (shown != null) {
                long done = rows.sum();
                // The catalog only estimates: the end moves on rather than being passed.
                if (done > shown.getMax()) {
                    shown.maxHint(done);
                }
                shown.stepTo(done);
            }
        }

        @Override
        public void tableStarted(String jobId, TablePlan table) {
            say(table.id().toString());
        }

        @Override
        public void tablePublished(PublishedTable table) {
            say(table.table().id() + " published");
        }

        @Override
        public synchronized void jobFinished(JobReport report) {
            ProgressBar shown = bar;
            if (shown != null) {
                shown.maxHint(Math.max(1, rows.sum()));
                shown.stepTo(rows.sum());
                shown.setExtraMessage("");
                shown.close();
                bar = null;
                rows.reset();
            }
        }

        private void say(String message) {
            ProgressBar shown = bar;
            if (shown != null) {
                shown.setExtraMessage(" " + message);
            }
        }
    }
}
