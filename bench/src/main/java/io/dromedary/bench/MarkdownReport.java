package io.dromedary.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The results as tables of Markdown, ready for the README. */
final class MarkdownReport {
    private static final double MEBIBYTE = 1 << 20;

    private final StringBuilder text = new StringBuilder();

    /** The whole report. */
    static String of(String circumstances, List<TableResults> tables, List<Goal> goals) {
        var report = new MarkdownReport();
        report.line(circumstances).line("");
        tables.forEach(report::table);
        report.goals(goals);
        return report.text.toString();
    }

    private void table(TableResults results) {
        BenchTable table = results.table();
        line(format(
                "**%s**, scale %s: %,d rows, %.0f MB heap. Medians, and the range of wall time.",
                table.name(), table.scale(), table.rows(), table.heapBytes() / MEBIBYTE));
        line("");
        line(
                "| what | wall s | min .. max | rows/s | client CPU s | server CPU s | peak memory MB | output MB | runs |");
        line("|---|--:|--:|--:|--:|--:|--:|--:|--:|");
        results.all().forEach(this::row);
        results.missing().forEach((title, why) -> line("| %s | %s | | | | | | | |".formatted(title, why)));
        line("");
    }

    private void row(Series series) {
        ToDoubleFunction<RunResult> wall = RunResult::wallSeconds;
        line(format(
                "| %s | %.2f | %.2f .. %.2f | %,.0f | %.2f | %s | %.0f | %.0f | %d |",
                series.title(),
                series.median(wall),
                series.min(wall),
                series.max(wall),
                series.median(RunResult::rowsPerSecond),
                series.median(RunResult::clientCpuSeconds),
                number(series.median(RunResult::serverCpuSeconds)),
                series.max(RunResult::peakResidentBytes) / MEBIBYTE,
                series.median(RunResult::bytes) / MEBIBYTE,
                series.size()));
    }

    private void goals(List<Goal> goals) {
        line("| goal | measured | promised | |");
        line("|---|--:|--:|---|");
        for (Goal goal : goals) {
            line("| %s | %s | %s | %s |".formatted(goal.what(), goal.measured(), goal.promised(), goal.verdict()));
        }
    }

    private static String number(double number) {
        return Double.isNaN(number) ? "-" : format("%.2f", number);
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private MarkdownReport line(String line) {
        text.append(line).append('\n');
        return this;
    }
}
