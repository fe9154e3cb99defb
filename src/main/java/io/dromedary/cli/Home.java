package io.dromedary.cli;

import io.dromedary.export.ToolVersion;
import io.dromedary.ledger.JobHistory;
import io.dromedary.ledger.JobLedger;
import io.dromedary.settings.NamedConnections;
import io.dromedary.settings.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;

/** Where the program lies: its {@code routes/} and {@code application.properties}. Set by the launcher. */
final class Home {
    private Home() {}

    static Path directory() {
        return Path.of(System.getProperty("dromedary.home", "")).toAbsolutePath();
    }

    static NamedConnections connections() {
        return NamedConnections.load(directory());
    }

    /** Where jobs are written down; who asks closes it. What goes wrong there is said on standard error. */
    static JobLedger ledger(PrintWriter err) {
        return JobLedger.open(
                settings().ledger(), directory(), ToolVersion.CURRENT, message -> err.println("warning: " + message));
    }

    /** What is written down of jobs; who asks closes it. */
    static JobHistory history() {
        return new JobHistory(settings().ledger(), directory());
    }

    static Settings settings() {
        return Settings.load(directory());
    }
}
