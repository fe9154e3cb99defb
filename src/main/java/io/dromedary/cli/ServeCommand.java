package io.dromedary.cli;

import io.dromedary.camel.DromedaryRuntime;
import io.dromedary.export.ExportListener;
import io.dromedary.ledger.JobLedger;
import io.dromedary.settings.Settings;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code dromedary serve}. */
@Command(
        name = "serve",
        description = {
            "Runs until it is stopped: jobs with a schedule at their times, job files dropped into the inbox,",
            "and data files dropped into the inbox of an import.",
            "Logs to standard error. When it is stopped, running jobs may finish for",
            "dromedary.shutdown-timeout-seconds, then they are cancelled."
        })
final class ServeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Logs.print("INFO");
        Settings settings = Home.settings();
        var stopped = new CountDownLatch(1);
        try (JobLedger ledger = Home.ledger(spec.commandLine().getErr());
                DromedaryRuntime runtime =
                        DromedaryRuntime.serve(settings, Home.directory(), ExportListener.SILENT, ledger)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                runtime.stopServing(Duration.ofSeconds(settings.shutdownTimeoutSeconds()));
                stopped.countDown();
            }));
            spec.commandLine()
                    .getOut()
                    .println("Serving: schedules of %s, dropped job files of %s. Stop with Ctrl-C."
                            .formatted(
                                    settings.jobsDirectory().toAbsolutePath(),
                                    settings.inboxDirectory().resolve("jobs").toAbsolutePath()));
            stopped.await();
        }
        return 0;
    }
}
