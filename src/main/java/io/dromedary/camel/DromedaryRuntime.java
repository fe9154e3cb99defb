package io.dromedary.camel;

import io.dromedary.export.ExportListener;
import io.dromedary.export.ExportListeners;
import io.dromedary.export.ExportRequest;
import io.dromedary.export.Exporter;
import io.dromedary.export.JobReport;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.ledger.JobLedger;
import io.dromedary.load.LoadListener;
import io.dromedary.load.LoadListeners;
import io.dromedary.load.LoadReport;
import io.dromedary.load.LoadRequest;
import io.dromedary.load.Loader;
import io.dromedary.load.inbox.InboxReport;
import io.dromedary.settings.NamedConnections;
import io.dromedary.settings.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Camel with our routes and beans: started once, stopped once. Thread-safe. */
public final class DromedaryRuntime implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DromedaryRuntime.class);
    private static final long POLL_NANOS = 10_000_000;
    private static final Duration CANCEL_PATIENCE = Duration.ofSeconds(20);
    private static final Duration LEDGER_PATIENCE = Duration.ofSeconds(10);

    /** What the routes of jobs refer to. */
    static final String LEDGER = "ledgerEntries";

    private final Main main = new Main();

    private DromedaryRuntime() {}

    /** Starts the routes of jobs for exports that are heard, and imports that are not. Nothing is written down. */
    public static DromedaryRuntime start(Settings settings, Path home, ExportListener listener) {
        return start(settings, home, listener, LoadListener.SILENT, JobLedger.none());
    }

    /**
     * Starts the routes that jobs need, and no triggers.
     *
     * @param home where {@code routes/} is; where a file is missing, that of the jar is used
     * @param ledger where jobs are written down; lent
     */
    public static DromedaryRuntime start(
            Settings settings, Path home, ExportListener exports, LoadListener loads, JobLedger ledger) {
        return start(settings, home, RouteFiles.JOBS, beans(exports, loads, ledger));
    }

    /** Starts the routes that imports of given files need, and no others: a command waits for them. */
    public static DromedaryRuntime startLoads(Settings settings, Path home, LoadListener listener, JobLedger ledger) {
        return start(settings, home, RouteFiles.LOAD, beans(ExportListener.SILENT, listener, ledger));
    }

    private static Map<String, Object> beans(ExportListener exports, LoadListener loads, JobLedger ledger) {
        return Map.of(
                "exporter",
                exporter(exports, ledger),
                "loader",
                loader(loads, ledger),
                LEDGER,
                new LedgerEntries(ledger));
    }

    private static Exporter exporter(ExportListener listener, JobLedger ledger) {
        return new Exporter(new ExportListeners(List.of(new LedgerExports(ledger), listener)));
    }

    private static Loader loader(LoadListener listener, JobLedger ledger) {
        return Loader.keepingConnections(new LoadListeners(List.of(new LedgerLoads(ledger), new LoadLog(), listener)));
    }

    /**
     * Starts the routes of jobs and the triggers: schedules and the drop folder.
     *
     * @param home where {@code routes/} is; where a file is missing, that of the jar is used
     * @param ledger where jobs are written down; lent
     */
    public static DromedaryRuntime serve(Settings settings, Path home, ExportListener listener, JobLedger ledger) {
        var reader = new JobReader(Path.of(""), NamedConnections.load(home), settings.s3());
        var files = new JobFiles(file -> reader.read(file, Map.of()));
        return serve(settings, home, exporter(listener, ledger), files, ledger);
    }

    /** Serves with another way to read job files. */
    static DromedaryRuntime serve(Settings settings, Path home, Exporter exporter, JobFiles files, JobLedger ledger) {
        List<String> names = Stream.concat(RouteFiles.JOBS.stream(), RouteFiles.TRIGGERS.stream())
                .toList();
        var schedule = new JobSchedule(settings.jobsDirectory(), files);
        Map<String, Object> beans = Map.of(
                "exporter",
                exporter,
                "loader",
                loader(LoadListener.SILENT, ledger),
                LEDGER,
                new LedgerEntries(ledger),
                "jobFiles",
                files,
                "jobSchedule",
                schedule,
                "runningJobs",
                new RunningJobs(),
                "droppedFiles",
                new DroppedFiles(Clock.systemUTC()),
                "jobPool",
                Executors.newCachedThreadPool(DromedaryRuntime::daemon));
        DromedaryRuntime runtime = start(settings, home, names, beans);
        schedule.refresh(runtime.context());
        return runtime;
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "job");
        thread.setDaemon(true);
        return thread;
    }

    /** Starts with beans of the caller's choice; those that are missing are ours. */
    static DromedaryRuntime start(Settings settings, Path home, List<String> routeFiles, Map<String, Object> beans) {
        long start = System.nanoTime();
        var runtime = new DromedaryRuntime();
        RouteFiles routes = RouteFiles.of(home, routeFiles);
        runtime.configure(settings, home);
        runtime.main.bind(RouteFiles.BEAN, routes);
        runtime.main.bind(ExportBeans.S3_SETTINGS, settings.s3());
        beans.forEach(runtime.main::bind);
        try {
            runtime.main.start();
        } catch (RuntimeException e) {
            runtime.main.stop();
            throw DromedaryException.permanent(
                    FailureCategory.CONFIGURATION, "The routes cannot be started: %s".formatted(e.getMessage()), e);
        }
        LOG.debug("{} started in {} ms", routes.locations(), (System.nanoTime() - start) / 1_000_000);
        return runtime;
    }

    private void configure(Settings settings, Path home) {
        // For what routes of other people may refer to, and for Camel's own settings.
        main.setPropertyPlaceholderLocations("file:%s;optional=true,classpath:application.properties;optional=true"
                .formatted(home.resolve("application.properties")));
        settings.asProperties().forEach(main::addOverrideProperty);
        // Signals are the matter of whoever started us.
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        main.configure()
                .withJmxEnabled(false)
                .withLoadTypeConverters(false)
                .withLoadHealthChecks(false)
                .withRoutesCollectorEnabled(false)
                .withAutoConfigurationLogSummary(false)
                .withShutdownTimeout(settings.shutdownTimeoutSeconds());
    }

    /**
     * Exports what a request asks for.
     *
     * @return the report, also if tables failed
     * @throws DromedaryException if nothing could be exported
     */
    public JobReport run(ExportRequest request) {
        return request("direct:export-job", request, JobReport.class);
    }

    /**
     * Loads what a request asks for.
     *
     * @return how each file was loaded
     * @throws DromedaryException if a file could not be loaded; those before it are
     */
    public List<LoadReport> run(LoadRequest request) {
        List<?> reports = request("direct:load-job", request, List.class);
        return reports.stream().map(LoadReport.class::cast).toList();
    }

    /**
     * Loads the files that lie whole in the inbox of a request, and moves them.
     *
     * @return what became of each, also if some were not loaded
     */
    public InboxReport runInbox(LoadRequest request) {
        return request("direct:load-inbox", request, InboxReport.class);
    }

    private <T> T request(String route, Object request, Class<T> answer) {
        try {
            return context().createProducerTemplate().requestBody(route, request, answer);
        } catch (CamelExecutionException e) {
            if (e.getCause() instanceof DromedaryException known) {
                throw known;
            }
            throw DromedaryException.permanent(FailureCategory.BUG, String.valueOf(e.getCause()), e);
        }
    }

    /** Ends the triggers, lets running jobs finish for a while, then cancels them. */
    public void stopServing(Duration patience) {
        // Not the routes: that would wait for the messages on their way, and end those that take too long.
        context().getRoutes().stream()
                .filter(route -> !route.getEndpoint().getEndpointUri().startsWith("direct:"))
                .forEach(trigger -> ServiceHelper.suspendService(trigger.getConsumer()));
        stopInboxes();
        awaitIdle(patience);
        cancel(CANCEL_PATIENCE);
    }

    /** Cancels what runs, on the server too, and waits until its files are removed. No job can be started any more. */
    public void cancel(Duration patience) {
        stopInboxes();
        exporter().stopAll();
        if (context().getRegistry().lookupByName("loader") instanceof Loader loader) {
            loader.stopAll();
        }
        awaitIdle(patience);
        context().getRegistry().lookupByNameAndType(LEDGER, LedgerEntries.class).flush(LEDGER_PATIENCE);
    }

    private void stopInboxes() {
        if (context().getRegistry().lookupByName(LoadBeans.INBOXES) instanceof Inboxes inboxes) {
            inboxes.stop();
        }
    }

    private void awaitIdle(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (isBusy() && System.nanoTime() < end) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** Whether a job is on its way, from its trigger to its report. */
    boolean isBusy() {
        return context().getInflightRepository().size() > 0;
    }

    /** Plans and stops exports. */
    public Exporter exporter() {
        return context().getRegistry().lookupByNameAndType("exporter", Exporter.class);
    }

    /** The context, for what only Camel can do. */
    CamelContext context() {
        return main.getCamelContext();
    }

    @Override
    public void close() {
        Object loader = context().getRegistry().lookupByName("loader");
        main.stop();
        if (loader instanceof Loader ours) {
            ours.close();
        }
    }
}
