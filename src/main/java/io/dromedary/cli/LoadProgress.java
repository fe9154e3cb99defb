package io.dromedary.cli;

import io.dromedary.dialect.WritePlan;
import io.dromedary.load.LoadListener;
import io.dromedary.load.LoadReport;
import java.io.PrintWriter;
import java.util.concurrent.atomic.LongAdder;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows how an import goes on: a bar on a terminal, nothing elsewhere. */
final class LoadProgress {
    private static final int UPDATE_MILLIS = 200;
    private static final int WIDTH_MAX = 110;
    private static final long MIB = 1 << 20;

    private LoadProgress() {}

    /** The kind that suits where the errors go; what is printed at the end has a line for each file anyway. */
    static LoadListener on(PrintWriter err) {
        return Boolean.getBoolean("dromedary.terminal") ? new Bar() : LoadListener.SILENT;
    }

    /** The bytes of the file that were read, their rate and the time left, and the rows. */
    static final class Bar implements LoadListener {
        private final LongAdder rows = new LongAdder();
        private @Nullable ProgressBar bar;

        @Override
        public synchronized void fileStarted(String file, long bytes, WritePlan plan) {
            close();
            rows.reset();
            bar = new ProgressBarBuilder()
                    .setTaskName(plan.table().toString())
                    .setInitialMax(bytes)
                    .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
                    .setUpdateIntervalMillis(UPDATE_MILLIS)
                    .setMaxRenderedLength(WIDTH_MAX)
                    .setUnit(" MiB", MIB)
                    .showSpeed()
                    .build();
        }

        @Override
        public synchronized void progressed(String file, long bytes, long more) {
            rows.add(more);
            ProgressBar shown = bar;
            if (shown != null) {
                shown.stepTo(Math.min(bytes, shown.getMax()));
                shown.setExtraMessage(" %,d rows".formatted(rows.sum()));
            }
        }

        @Override
        public synchronized void fileLoaded(LoadReport report) {
            close();
        }

        private void close() {
            if (bar != null) {
                bar.close();
                bar = null;
            }
        }
    }
}
