package io.dromedary.camel;

import io.dromedary.load.LoadReport;
import io.dromedary.load.LoadRequest;
import io.dromedary.load.inbox.ArrivedFile;
import io.dromedary.load.inbox.Inbox;
import io.dromedary.load.inbox.InboxReport;
import io.dromedary.load.inbox.InboxRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The steps of the routes that load what arrives in inboxes. Thread-safe. */
public final class Inboxes {
    private final Path root;
    private final Duration minAge;
    private final Duration pause;
    private final Map<String, Inbox> inboxes = new ConcurrentHashMap<>();
    private final Set<InboxRun> running = ConcurrentHashMap.newKeySet();
    private volatile boolean isStopped;

    /**
     * For the inboxes in a directory.
     *
     * @param minAge how long a file must not have changed
     * @param pause how long an inbox waits after a failure that is not the file's
     */
    Inboxes(Path root, Duration minAge, Duration pause) {
        this.root = root;
        this.minAge = minAge;
        this.pause = pause;
    }

    private Inbox inbox(String name) {
        return inboxes.computeIfAbsent(name, added -> new Inbox(root.resolve(added), minAge, pause));
    }

    /** Whether files are there that can be loaded now. */
    public boolean isReady(String name) {
        return !isStopped && inbox(name).isReady();
    }

    /** Milliseconds until it is known which files are whole. */
    public long patience(LoadRequest request) {
        return inbox(request.findInbox().orElseThrow()).patience().toMillis();
    }

    /** Begins to load what is whole. Whoever begins it closes it. */
    public InboxRun open(LoadRequest request) {
        InboxRun run = inbox(request.findInbox().orElseThrow()).open(request);
        running.add(run);
        if (isStopped) {
            run.stop();
        }
        return run;
    }

    /** A file is loaded, or was before. */
    public void loaded(ArrivedFile arrived, List<LoadReport> reports) {
        reports.forEach(report -> arrived.run().loaded(arrived.file(), report));
    }

    /** A file is not loaded. */
    public void failed(ArrivedFile arrived, Throwable cause) {
        arrived.run().failed(arrived.file(), cause);
    }

    /** Ends it; tells what became of the files. */
    public InboxReport close(InboxRun run) throws IOException {
        running.remove(run);
        run.close();
        return run.report();
    }

    /** Lets no further file begin: the process has to end. */
    void stop() {
        isStopped = true;
        running.forEach(InboxRun::stop);
    }
}
