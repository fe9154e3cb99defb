package io.dromedary.bench;

import java.util.Locale;

/** What is told while it is measured. */
final class Console {
    private Console() {}

    @SuppressWarnings("AnnotateFormatMethod")
    static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
