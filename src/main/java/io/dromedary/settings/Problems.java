package io.dromedary.settings;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a document, so that all of it is told at once. */
public final class Problems {
    private final String document;
    private final List<String> messages = new ArrayList<>();

    /** For a document of this name. */
    public Problems(String document) {
        this.document = document;
    }

    /** For the parts of a document that a problem is already told of: what follows from it is not. */
    static Problems ignored() {
        return new Problems("");
    }

    /** Adds one, with where it is. */
    public void add(String place, String message) {
        messages.add(place + ": " + message);
    }

    /** Throws {@code CONFIGURATION} with every problem, if there is any. */
    public void orThrow() {
        if (!messages.isEmpty()) {
            throw DromedaryException.permanent(
                    FailureCategory.CONFIGURATION,
                    "%s has %d problem%s:%n  %s"
                            .formatted(
                                    document,
                                    messages.size(),
                                    messages.size() == 1 ? "" : "s",
                                    String.join("\n  ", messages)));
        }
    }
}
