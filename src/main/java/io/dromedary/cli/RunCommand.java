package io.dromedary.cli;

import io.dromedary.camel.DromedaryRuntime;
import io.dromedary.camel.Job;
import io.dromedary.export.ExportListener;
import io.dromedary.export.JobReport;
import io.dromedary.failure.DromedaryException;
import io.dromedary.ledger.JobLedger;
import io.dromedary.load.LoadListener;
import io.dromedary.load.LoadReport;
import io.dromedary.load.LoadRequest;
import io.dromedary.load.inbox.InboxReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dromedary run}. */
@Command(
        name = "run",
        description = {
            "Runs job files, one after another. One that fails does not stop those after it.",
            "The exit code is that of the first failure."
        })
final class RunCommand implements Callable<Integer> {
    @Parameters(paramLabel = "JOB", arity = "1..*", description = "Job files, YAML or JSON.")
    private List<Path> jobs = new ArrayList<>();

    @Mixin
    private JobOptions options = new JobOptions();

    @Option(
            names = {"-q", "--quiet"},
            description = "Prints errors only.")
    private boolean quiet;

    @Option(names = "--json", description = "Prints one JSON document for each job, and nothing else.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    /** The files of a job that are loaded, for the document of one that failed. */
    private final List<LoadReport> loaded = new CopyOnWriteArrayList<>();

    private record Loaded(List<LoadReport> files) implements LoadListener {
        @Override
        public void fileLoaded(LoadReport report) {
            files.add(report);
        }
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        ExportListener listener = quiet || json
                ? ExportListener.SILENT
                : Progress.on(spec.commandLine().getErr());
        LoadListener loads = quiet || json
                ? new Loaded(loaded)
                : LoadProgress.on(spec.commandLine().getErr());
        try (JobLedger ledger = Home.ledger(spec.commandLine().getErr());
                DromedaryRuntime runtime =
                        DromedaryRuntime.start(Home.settings(), Home.directory(), listener, loads, ledger);
                Interruption interruption = Interruption.of(runtime)) {
            int exitCode = 0;
            for (Path job : jobs) {
                int ended = run(runtime, job, out);
                exitCode = exitCode == 0 ? ended : exitCode;
                if (interruption.hasBegun()) {
                    break;
                }
            }
            return exitCode;
        }
    }

    private int run(DromedaryRuntime runtime, Path job, PrintWriter out) {
        try {
            Job read = options.read(job);
            if (read instanceof Job.Export export) {
                export(runtime.run(export.request()), out);
            } else if (read instanceof Job.Load load && load.isInbox()) {
                InboxReport report = runtime.runInbox(load.request());
                print(LoadText.summary(load.request(), report.loaded(), report.failures()), out);
                report.orThrow();
            } else if (read instanceof Job.Load load) {
                load(runtime, load.request(), out);
            }
            return 0;
        } catch (DromedaryException e) {
            spec.commandLine().getErr().println("error: " + e.getMessage());
            return e.category().exitCode();
        }
    }

    private void load(DromedaryRuntime runtime, LoadRequest request, PrintWriter out) {
        loaded.clear();
        try {
            print(LoadText.summary(request, runtime.run(request), List.of()), out);
        } catch (DromedaryException e) {
            if (json) {
                print(LoadText.summary(request, loaded, List.of(e)), out);
            }
            throw e;
        }
    }

    private void export(JobReport report, PrintWriter out) {
        if (json) {
            out.println(ReportText.json(report));
        } else if (!quiet) {
            out.print(ReportText.summary(report));
            out.flush();
        }
        report.orThrow();
    }

    private void print(LoadText.Summary summary, PrintWriter out) {
        if (json) {
            out.println(ReportText.json(summary));
        } else if (!quiet) {
            out.print(LoadText.text(summary));
            out.flush();
        }
    }
}
