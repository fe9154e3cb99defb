package io.dromedary.cli;

import io.dromedary.camel.DromedaryRuntime;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.ledger.JobLedger;
import io.dromedary.load.LoadListener;
import io.dromedary.load.LoadReport;
import io.dromedary.load.LoadRequest;
import io.dromedary.load.LoadRequestReader;
import io.dromedary.load.Loader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dromedary load}. */
@Command(
        name = "load",
        description = {
            "Loads files into a table, whole or not at all.",
            "Everything else that a job of kind import can say is said with --set."
        })
final class LoadCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = {
                "Files or patterns such as in/*.csv.gz or s3://bucket/in/*.csv, loaded one after another; - is standard"
                        + " input. A directory that a table was exported to stands for its files."
            })
    private List<String> files = new ArrayList<>();

    @Option(names = "--into", paramLabel = "TABLE", required = true, description = "The table, such as sales.orders.")
    private String into = "";

    @Option(names = "--database", paramLabel = "URL", description = "postgresql://user@host:port/database")
    private @Nullable String database;

    @Option(names = "--connection", paramLabel = "NAME", description = "A database of application.properties.")
    private @Nullable String connection;

    @Option(names = "--dry-run", description = "Checks everything against the table and loads nothing.")
    private boolean dryRun;

    @Option(names = "--plan", description = "Prints what a load would do, and a table it would make; loads nothing.")
    private boolean plan;

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            description = "copy, optimized, async, standard or auto. Default: copy, which is the fastest.")
    private @Nullable String method;

    @Option(names = "--force", description = "Loads files again that were loaded before.")
    private boolean force;

    @Option(names = "--sniff", description = "Finds out delimiter and quote of text files, or refuses if it cannot.")
    private boolean sniff;

    @Option(
            names = "--message",
            paramLabel = "TEXT",
            description = "What the commit says of itself, with import_settings.mode=versioned.")
    private @Nullable String message;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Sets a value of the job, such as import_settings.on_error=reject.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    @Option(names = "--json", description = "Prints one JSON document for each file, and nothing else.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        LoadRequest request = request();
        if (plan) {
            new Loader(LoadListener.SILENT).plan(request).forEach(found -> out.print(LoadPlanText.of(found)));
            out.flush();
            return 0;
        }
        LoadListener listener =
                json ? LoadListener.SILENT : LoadProgress.on(spec.commandLine().getErr());
        try (JobLedger ledger = Home.ledger(spec.commandLine().getErr());
                DromedaryRuntime runtime =
                        DromedaryRuntime.startLoads(Home.settings(), Home.directory(), listener, ledger);
                Interruption interruption = Interruption.of(runtime)) {
            int exitCode = load(runtime, request, out);
            return interruption.hasBegun() ? FailureCategory.CANCELLED.exitCode() : exitCode;
        }
    }

    /** Failures are said here, before an interruption ends the process. */
    private int load(DromedaryRuntime runtime, LoadRequest request, PrintWriter out) {
        try {
            for (LoadReport report : runtime.run(request)) {
                out.println(json ? ReportText.json(report) : LoadText.text(report));
            }
            out.flush();
            return 0;
        } catch (DromedaryException e) {
            spec.commandLine().getErr().println("error: " + e.getMessage());
            return e.category().exitCode();
        }
    }

    private LoadRequest request() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("import_settings.into", into);
        if (database != null) {
            values.put("database.url", database);
        }
        if (connection != null) {
            values.put("connection", connection);
        }
        if (dryRun) {
            values.put("import_settings.dry_run", "true");
        }
        if (method != null) {
            values.put("import_settings.method", method);
        }
        if (force) {
            values.put("import_settings.force", "true");
        }
        if (sniff) {
            values.put("import_settings.csv.delimiter", "auto");
            values.put("import_settings.csv.quote", "auto");
        }
        if (message != null) {
            values.put("import_settings.commit_message", message);
        }
        values.putAll(overrides);
        return new LoadRequestReader(
                        Path.of(""), Home.connections(), Home.settings().s3())
                .readValues("the command line", files, values);
    }
}
