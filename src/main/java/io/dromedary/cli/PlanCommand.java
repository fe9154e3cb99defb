package io.dromedary.cli;

import io.dromedary.camel.Job;
import io.dromedary.export.ExportListener;
import io.dromedary.export.ExportPlan;
import io.dromedary.export.Exporter;
import io.dromedary.load.LoadRequest;
import io.dromedary.load.inbox.Inbox;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dromedary plan}. */
@Command(
        name = "plan",
        description = {
            "Shows what a job would do, and touches nothing.",
            "Rows and bytes are those of the catalog; no table is counted."
        })
final class PlanCommand implements Callable<Integer> {
    @Parameters(paramLabel = "JOB", description = "A job file, YAML or JSON.")
    private Path job;

    @Mixin
    private JobOptions options = new JobOptions();

    @Option(names = "--json", description = "Prints one JSON document.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Job read = options.read(job);
        if (read instanceof Job.Export export) {
            ExportPlan plan = new Exporter(ExportListener.SILENT).plan(export.request());
            print(json ? ReportText.json(PlanText.document(plan)) : PlanText.text(plan));
        } else if (read instanceof Job.Load load) {
            var plan = LoadText.plan(files(load.request()));
            print(json ? ReportText.json(plan) : LoadText.text(plan));
        }
        return 0;
    }

    /** Of an inbox, the files that lie in it now. */
    private static LoadRequest files(LoadRequest request) {
        return request.findInbox()
                .map(name -> Home.settings().inboxDirectory().resolve(name))
                .map(inbox -> request.of(new Inbox(inbox, Duration.ZERO, Duration.ZERO).present()))
                .orElse(request);
    }

    private void print(String text) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(text);
        } else {
            out.print(text);
        }
        out.flush();
    }
}
