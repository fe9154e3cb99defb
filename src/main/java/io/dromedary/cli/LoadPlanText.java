package io.dromedary.cli;

import io.dromedary.load.LoadAdvice;
import io.dromedary.load.LoadPlan;
import io.dromedary.load.MethodSettings;
import io.dromedary.load.RowEstimate;

/** What a load would do, for people. */
final class LoadPlanText {
    private LoadPlanText() {}

    static String of(LoadPlan plan) {
        var text = new StringBuilder();
        plan.createStatements().forEach(sql -> text.append(sql).append(";%n".formatted()));
        text.append(plan.createStatements().isEmpty() ? "" : "%n".formatted());
        text.append(
                "%s into %s%n".formatted(plan.file(), plan.write().described().id()));
        plan.findCsvGuess().ifPresent(guess -> text.append("  csv: %s%n".formatted(guess)));
        plan.write()
                .columns()
                .forEach(mapped -> text.append("  field %d -> %s %s%n"
                        .formatted(
                                mapped.field() + 1,
                                mapped.column().name(),
                                mapped.column().type())));
        String mode = LoadText.lower(plan.settings().mode());
        String visible = LoadText.lower(plan.settings().atomic());
        String onError = LoadText.lower(plan.settings().onError());
        text.append("mode: %s, atomic: %s, on_error: %s%n".formatted(mode, visible, onError));
        MethodSettings method = plan.settings().method();
        text.append("rows: %s%n".formatted(rows(plan.rows())));
        text.append("method: %s, %sconnections: %d%n"
                .formatted(
                        LoadText.lower(method.method()),
                        method.batchSize() > 0 ? "batch_size: %d, ".formatted(method.batchSize()) : "",
                        plan.settings().connections()));
        return text.append(advice(plan.advice())).toString();
    }

    /** How many rows a file has, for people. */
    static String rows(RowEstimate rows) {
        if (!rows.isKnown()) {
            return "not known";
        }
        return rows.isExact()
                ? "%,d".formatted(rows.rows())
                : "about %,d, judged by the first ones".formatted(rows.rows());
    }

    /** A line, and one for each note. */
    static String advice(LoadAdvice advice) {
        var text = new StringBuilder("recommended: method: %s, batch_size: %d, connections: %d%n"
                .formatted(LoadText.lower(advice.method()), advice.batchSize(), advice.connections()));
        advice.notes().forEach(note -> text.append("  - %s%n".formatted(note)));
        return text.toString();
    }
}
