package io.dromedary.load;

import io.dromedary.dialect.Dialect;
import io.dromedary.dialect.TargetDatabase;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The front door of imports. Thread-safe. */
public final class Loader {
    private final LoadListener listener;
    private final Cancellation cancellation = new Cancellation();

    /** The listener hears of all loads. */
    public Loader(LoadListener listener) {
        this.listener = listener;
    }

    /** What {@link #load} would do. Nothing is changed, and nothing is remembered. */
    public List<LoadPlan> plan(LoadRequest request) {
        List<LoadPlan> plans = new ArrayList<>();
        try (TargetDatabase database = Dialect.named(request.database().type()).connectTarget(request.database())) {
            for (Path file : request.expanded()) {
                plans.add(new FileLoad(request, file, database, listener, cancellation).plan());
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
        try (TargetDatabase database = Dialect.named(request.database().type()).connectTarget(request.database())) {
            for (Path file : request.expanded()) {
                LoadReport report = load(request, file, database);
                reports.add(report);
                listener.fileLoaded(report);
            }
        }
        return reports;
    }

    private LoadReport load(LoadRequest request, Path file, TargetDatabase database) {
        cancellation.check(file.toString());
        Cancellation.Registration queries = cancellation.onRequest(database::cancel);
        try {
            return new FileLoad(request, file, database, listener, cancellation).run();
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
}
