package io.dromedary.camel;

import io.dromedary.export.ExportListener;
import io.dromedary.export.ExportRequest;
import io.dromedary.export.Exporter;
import io.dromedary.export.JobReport;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.main.Main;

/** Camel with our routes and beans: started once, stopped once. */
public final class DromedaryRuntime implements AutoCloseable {
    /** The routes that a single export needs. */
    private static final List<String> EXPORT_ROUTES = List.of("export", "publish");

    private static final List<String> SERVE_ROUTES = List.of("export", "publish", "schedule", "drop-folder");
    private static final long POLL_NANOS = 10_000_000;

    private final Exporter exporter;
    private final ExportBeans beans;
    private final Main main = new Main();

    private DromedaryRuntime(Settings settings, ExportListener listener) {
        exporter = new Exporter(listener);
        beans = new ExportBeans(exporter, settings.tablePoolSize(), settings.chunkPoolSize());
    }

    /**
     * Starts the routes that exports need, and no triggers.
     *
     * @param home where {@code routes/} is; where it is missing, the routes of the jar are used
     */
    public static DromedaryRuntime start(Settings settings, Path home, ExportListener listener) {
        var runtime = new DromedaryRuntime(settings, listener);
        runtime.startCamel(settings, home, EXPORT_ROUTES);
        return runtime;
    }

    /**
     * Starts the export routes and the triggers: schedules and the drop folder.
     *
     * @param home where {@code routes/} is; where it is missing, the routes of the jar are used
     */
    public static DromedaryRuntime serve(Settings settings, Path home, ExportListener listener) {
        var runtime = new DromedaryRuntime(settings, listener);
        runtime.startCamel(settings, home, SERVE_ROUTES);
        return runtime;
    }

    /** Ends the triggers, lets running jobs finish for a while, then cancels them. */
    public void stopServing(Duration patience) {
        main.stop();
        cancel(patience);
    }

    /**
     * Exports what a request asks for.
     *
     * @return the report, also if tables failed
     * @throws DromedaryException if nothing could be exported
     */
    public JobReport run(ExportRequest request) {
        try {
            return context().createProducerTemplate().requestBody("direct:export-job", request, JobReport.class);
        } catch (CamelExecutionException e) {
            if (e.getCause() instanceof DromedaryException known) {
                throw known;
            }
            throw DromedaryException.permanent(FailureCategory.BUG, String.valueOf(e.getCause()), e);
        }
    }

    /** Cancels what runs, on the server too, and waits until its files are removed. */
    public void cancel(Duration patience) {
        exporter.stopAll();
        long end = System.nanoTime() + patience.toNanos();
        while (exporter.isBusy() && System.nanoTime() < end) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** Plans and stops exports. */
    public Exporter exporter() {
        return exporter;
    }

    /** The context, for what only Camel can do. */
    CamelContext context() {
        return main.getCamelContext();
    }

    @Override
    public void close() {
        main.stop();
        beans.close();
    }

    private void startCamel(Settings settings, Path home, List<String> routes) {
        settings.asProperties().forEach((name, value) -> main.addInitialProperty(name.toString(), value.toString()));
        beans.byName().forEach(main::bind);
        main.configure()
                .withJmxEnabled(false)
                .withAutoConfigurationLogSummary(false)
                .withRoutesIncludePattern(routePattern(home, routes))
                .withShutdownTimeout(settings.shutdownTimeoutSeconds());
        main.setPropertyPlaceholderLocations("classpath:application.properties;optional=true");
        main.start();
    }

    private static String routePattern(Path home, List<String> routes) {
        Path directory = home.resolve("routes");
        String prefix = Files.isDirectory(directory) ? "file:" + directory + "/" : "classpath:routes/";
        return routes.stream().map(name -> prefix + name + ".camel.yaml").collect(Collectors.joining(","));
    }
}
