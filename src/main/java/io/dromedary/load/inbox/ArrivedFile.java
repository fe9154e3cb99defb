package io.dromedary.load.inbox;

import io.dromedary.load.LoadRequest;
import java.nio.file.Path;

/**
 * A file of an inbox, on its way.
 *
 * @param run that it belongs to
 * @param file where it lies
 */
public record ArrivedFile(InboxRun run, Path file) {

    /** Whether it is to be loaded: it is still there, and nothing has ended the work. */
    public boolean isNext() {
        return run.isNext(file);
    }

    /** What loads it. */
    public LoadRequest request() {
        return run.request(file);
    }
}
