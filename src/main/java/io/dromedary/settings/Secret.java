package io.dromedary.settings;

import static java.util.Objects.requireNonNull;

import java.util.function.Consumer;

/**
 * A password or key. Its text leaves it only into a consumer that needs it; it prints, logs and compares as nothing.
 */
public final class Secret {
    private static final String MASK = "****";

    private final String text;

    public Secret(String text) {
        this.text = requireNonNull(text, "text");
    }

    /** Hands the text to the one place that needs it. */
    public void reveal(Consumer<String> to) {
        to.accept(text);
    }

    @Override
    public String toString() {
        return MASK;
    }
}
