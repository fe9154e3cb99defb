package io.dromedary.load.inbox;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.load.LoadReport;
import java.nio.file.Path;
import java.util.List;

/**
 * What became of the files that lay in an inbox.
 *
 * @param directory the inbox
 * @param loaded those that are loaded, now or before
 * @param failures of the others; the first of them that is no file's fault has ended the work
 * @param isElsewhere whether another process is loading them, so that nothing was done
 */
public record InboxReport(
        Path directory, List<LoadReport> loaded, List<DromedaryException> failures, boolean isElsewhere) {
    public InboxReport {
        loaded = List.copyOf(loaded);
        failures = List.copyOf(failures);
    }

    /** Throws the failure of the first file that was not loaded. */
    public void orThrow() {
        if (isElsewhere) {
            throw DromedaryException.permanent(
                    FailureCategory.CONFIGURATION,
                    "%s: another process is loading these files. Leave it to that, or stop it first"
                            .formatted(directory));
        } else if (!failures.isEmpty()) {
            DromedaryException first = failures.get(0);
            throw DromedaryException.permanent(
                    first.category(),
                    failures.size() == 1
                            ? String.valueOf(first.getMessage())
                            : "%s: %d files were not loaded, the first because: %s"
                                    .formatted(directory, failures.size(), first.getMessage()),
                    first);
        }
    }
}
