package io.dromedary.cli;

import io.dromedary.export.ExportListener;
import io.dromedary.export.ExportPlan;
import io.dromedary.export.Exporter;
import java.nio.file.Path;
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
        ExportPlan plan = new Exporter(ExportListener.SILENT).plan(options.read(job));
        if (json) {
            spec.commandLine().getOut().println(ReportText.json(PlanText.document(plan)));
        } else {
            spec.commandLine().getOut().print(PlanText.text(plan));
        }
        spec.commandLine().getOut().flush();
        return 0;
    }
}
