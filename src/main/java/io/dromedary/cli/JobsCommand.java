package io.dromedary.cli;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.ledger.JobEntry;
import io.dromedary.ledger.JobHistory;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dromedary jobs}. */
@Command(
        name = "jobs",
        description = {
            "Lists the last exports and imports: how they ended, or how far they are.",
            "Where this is kept is the setting dromedary.ledger.url."
        })
final class JobsCommand implements Callable<Integer> {
    private static final Pattern AGE = Pattern.compile("(\\d{1,5})d");

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "COUNT",
            defaultValue = "20",
            description = "How many; 20 unless said otherwise.")
    private int limit;

    @Option(names = "--json", description = "Prints one JSON document for each job, and nothing else.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit is at least 1.");
        }
        PrintWriter out = spec.commandLine().getOut();
        try (JobHistory history = Home.history()) {
            List<JobEntry> jobs = history.newest(limit);
            if (json) {
                jobs.forEach(job -> out.println(ReportText.json(JobsText.document(job))));
            } else {
                out.print(JobsText.table(jobs));
            }
        }
        out.flush();
        return 0;
    }

    @Command(name = "show", description = "Shows one job with its tables or files.")
    int show(
            @Parameters(paramLabel = "ID", description = "The id of the job; its first characters will do.") String id,
            @Option(names = "--json", description = "Prints one JSON document.") boolean asJson) {
        try (JobHistory history = Home.history()) {
            JobHistory.Job job = history.find(id)
                    .orElseThrow(() -> DromedaryException.permanent(
                            FailureCategory.CONFIGURATION, "There is no job %s; see dromedary jobs.".formatted(id)));
            PrintWriter out = spec.commandLine().getOut();
            out.print(asJson ? ReportText.json(JobsText.document(job)) + System.lineSeparator() : JobsText.text(job));
            out.flush();
        }
        return 0;
    }

    @Command(name = "prune", description = "Removes jobs that ended long ago; what they exported or loaded stays.")
    int prune(
            @Option(names = "--older-than", paramLabel = "DAYS", required = true, description = "Such as 90d.")
                    String age) {
        Matcher days = AGE.matcher(age);
        if (!days.matches()) {
            throw new ParameterException(
                    spec.commandLine(), "--older-than is a number of days such as 90d, but is %s.".formatted(age));
        }
        try (JobHistory history = Home.history()) {
            int removed =
                    history.removeEndedBefore(Instant.now().minus(Duration.ofDays(Long.parseLong(days.group(1)))));
            spec.commandLine().getOut().println("%,d job%s removed".formatted(removed, removed == 1 ? "" : "s"));
        }
        return 0;
    }
}
