package io.dromedary.camel;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;

/** What ended an import, without what Camel has put around it. */
public final class FileFailure {

    /** Throws the failure of the file. */
    public void rethrow(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DromedaryException known) {
                throw known;
            }
        }
        throw DromedaryException.permanent(FailureCategory.BUG, String.valueOf(failure), failure);
    }
}
