package io.dromedary.load.input;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import java.io.IOException;

/** The failures of reading a file, in the words of one place. */
public final class InputFailures {
    private InputFailures() {}

    /** The file is not what it should be. */
    public static DromedaryException damaged(String name, String message) {
        return DromedaryException.permanent(FailureCategory.DATA, "%s: %s".formatted(name, message));
    }

    /** The job has to say something else. */
    public static DromedaryException unfit(String name, String message) {
        return DromedaryException.permanent(FailureCategory.CONFIGURATION, "%s: %s".formatted(name, message));
    }

    /** The file cannot be read. What its store says of that is known better there. */
    public static DromedaryException unreadable(String name, IOException e) {
        if (e.getCause() instanceof DromedaryException known) {
            return known;
        }
        return DromedaryException.permanent(
                FailureCategory.SOURCE, "%s cannot be read: %s".formatted(name, e.getMessage()), e);
    }
}
