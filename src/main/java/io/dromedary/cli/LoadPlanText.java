package io.dromedary.cli;

import io.dromedary.load.LoadPlan;
import java.util.Locale;

/** What a load would do, for people. */
final class LoadPlanText {
    private LoadPlanText() {}

    static String of(LoadPlan plan) {
        var text = new StringBuilder();
        plan.findCreateStatement().ifPresent(sql -> text.append(sql).append(";%n%n".formatted()));
        text.append(
                "%s into %s%n".formatted(plan.file(), plan.write().described().id()));
        plan.write()
                .columns()
                .forEach(mapped -> text.append("  field %d -> %s %s%n"
                        .formatted(
                                mapped.field() + 1,
                                mapped.column().name(),
                                mapped.column().type())));
        String mode = plan.settings().mode().name().toLowerCase(Locale.ROOT);
        String visible = plan.settings().atomic().name().toLowerCase(Locale.ROOT);
        String onError = plan.settings().onError().name().toLowerCase(Locale.ROOT);
        return text.append("mode: %s, atomic: %s, on_error: %s%n".formatted(mode, visible, onError))
                .toString();
    }
}
