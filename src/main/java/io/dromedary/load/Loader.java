package io.dromedary.load;

import io.dromedary.dialect.Dialect;
import io.dromedary.dialect.TargetDatabase;
import io.dromedary.failure.DromedaryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The front door of imports. Thread-safe. */
public final class Loader {
    private final LoadListener listener;

    /** The listener hears of all loads. */
    public Loader(LoadListener listener) {
        this.listener = listener;
    }

    /** What {@link #load} would do. Nothing is changed, and nothing is remembered. */
    public List<LoadPlan> plan(LoadRequest request) {
        List<LoadPlan> plans = new ArrayList<>();
        try (TargetDatabase database = Dialect.named(request.database().type()).connectTarget(request.database())) {
            for (Path file : FilePattern.expand(request.files())) {
                plans.add(new FileLoad(request, file, database, listener).plan());
            }
        }
        return plans;
    }

    /**
     * Loads the files of a request, one after another; a failure ends the work, and files before it stay loaded.
     *
     * @throws DromedaryException {@code CONFIGURATION} if file and table do not fit, {@code DATA} for records that the
     *     table does not take, {@code SOURCE} if a file cannot be read, {@code DESTINATION} if the database fails
     */
    public List<LoadReport> load(LoadRequest request) {
        List<LoadReport> reports = new ArrayList<>();
        LoadListener heard = listener.of(request);
        try (TargetDatabase database = Dialect.named(request.database().type()).connectTarget(request.database())) {
            for (Path file : FilePattern.expand(request.files())) {
                LoadReport report = new FileLoad(request, file, database, heard).run();
                reports.add(report);
                heard.fileLoaded(report);
            }
        }
        return reports;
    }
}
