package io.dromedary.load;

import io.dromedary.dialect.Dialect;
import io.dromedary.dialect.TargetDatabase;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The front door of imports. Thread-safe. */
public final class Loader implements AutoCloseable {
    /** Inboxes at once whose files follow each other. */
    private static final int IDLE_MAX = 8;

    private final LoadListener listener;
    private final Cancellation cancellation = new Cancellation();
    private final Targets targets;

    private Loader(LoadListener listener, Targets targets) {
        this.listener = listener;
        this.targets = targets;
    }

    /** The listener hears of all loads. */
    public Loader(LoadListener listener) {
        this(listener, new Targets(0));
    }

    /** The same; connections stay open for a moment, for the next file of many. Whoever makes it closes it. */
    public static Loader keepingConnections(LoadListener listener) {
        return new Loader(listener, new Targets(IDLE_MAX));
    }

    /** What {@link #load} would do. Nothing is changed, and nothing is remembered. */
    public List<LoadPlan> plan(LoadRequest request) {
        List<LoadPlan> plans = new ArrayList<>();
        try (TargetDatabase database = Dialect.named(request.database().type()).connectTarget(request.database())) {
            for (Path file : request.expanded()) {
                LoadPlan plan = new FileLoad(request, file, database, listener, cancellation).plan();
                plans.add(plans.isEmpty() ? plan : plan.withTable());
            }
        }
        return plans;
    }

    /**
     * Loads the files of a request, one after another; a failure ends the work, and files before it stay loaded.
     *
     * @throws DromedaryException {@code CONFIGURATION} if file and table do not fit, {@code DATA} for records that the
     *     table does not take, {@code SOURCE} if a file cannot be read, {@code DESTINATION} if the database fails,
     *     {@code CANCELLED} after {@link #stopAll}
     */
    public List<LoadReport> load(LoadRequest request) {
        List<LoadReport> reports = new ArrayList<>();
        LoadListener heard = listener.of(request);
        for (Path file : request.expanded()) {
            cancellation.check(file.toString());
            LoadReport report = load(request, file, heard);
            reports.add(report);
            heard.fileLoaded(report);
        }
        return reports;
    }

    /** After a failure the connections are not used again. */
    private LoadReport load(LoadRequest request, Path file, LoadListener heard) {
        TargetDatabase database = targets.take(request.database());
        boolean isLoaded = false;
        try {
            LoadReport report = load(request, file, database, heard);
            isLoaded = true;
            return report;
        } finally {
            if (isLoaded) {
                targets.giveBack(request.database(), database);
            } else {
                database.close();
            }
        }
    }

    private LoadReport load(LoadRequest request, Path file, TargetDatabase database, LoadListener heard) {
        Cancellation.Registration queries = cancellation.onRequest(database::cancel);
        try {
            return new FileLoad(request, file, database, heard, cancellation).run();
        } catch (DromedaryException e) {
            if (!cancellation.isRequested()) {
                throw e;
            }
            String what = e.category() == FailureCategory.CANCELLED ? "" : "; what ended it: " + e.getMessage();
            throw DromedaryException.permanent(
                    FailureCategory.CANCELLED,
                    "%s: the load was stopped. %s%s".formatted(file, left(request), what),
                    e);
        } finally {
            queries.close();
        }
    }

    private static String left(LoadRequest request) {
        return request.settings().atomic() == Atomic.BATCH
                ? "What it has committed stays; load the file again, and it goes on there"
                : "Nothing of it is visible; load it again";
    }

    /**
     * Stops every load, also those that begin later: the process has to end. They fail with {@code CANCELLED}, unless
     * their commit was faster.
     */
    public void stopAll() {
        cancellation.request();
    }

    /** Closes the connections that are kept for a next file. */
    @Override
    public void close() {
        targets.close();
    }
}
