package io.dromedary.cli;

import io.dromedary.load.LoadPlan;

/** What a load would do, for people. */
final class LoadPlanText {
    private LoadPlanText() {}

    static String of(LoadPlan plan) {
        var text = new StringBuilder();
        plan.findCreateStatement().ifPresent(sql -> text.append(sql).append(";%n%n".formatted()));
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
        return text.append("mode: %s, atomic: %s, on_error: %s%n".formatted(mode, visible, onError))
                .toString();
    }
}
