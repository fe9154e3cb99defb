package io.dromedary.camel;

import io.dromedary.export.ExportListener;
import io.dromedary.export.ExportRequest;
import io.dromedary.export.Exporter;
import io.dromedary.export.Threading;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.ledger.JobLedger;
import io.dromedary.settings.LedgerSettings;
import io.dromedary.settings.S3Settings;
import io.dromedary.settings.Schedule;
import io.dromedary.settings.Settings;
import io.dromedary.testing.ExportRequests;
import io.dromedary.testing.FakeDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** A server whose job files hold a schedule and nothing else; every job exports the same fake database. */
final class FakeJobs {
    static final String EVERY_SECOND = "cron";
    static final String OFTEN = "every";
    static final String NEVER = "never";
    static final String BROKEN = "broken";

    final FakeDatabase database = new FakeDatabase();
    final Path jobs;
    final Path inbox;
    final Path location;

    FakeJobs(Path directory) {
        jobs = directory.resolve("jobs");
        inbox = directory.resolve("inbox");
        location = directory.resolve("exports");
    }

    DromedaryRuntime serve() {
        Settings settings = new Settings(
                3, 1, 2, 12, 16, 100_000, 1000, jobs, inbox, 300, 5, S3Settings.DEFAULT, LedgerSettings.OFF);
        return DromedaryRuntime.serve(
                settings,
                Path.of("").toAbsolutePath(),
                new Exporter(ExportListener.SILENT),
                new JobFiles(this::read),
                JobLedger.none());
    }

    private Job read(Path file) {
        String content = content(file);
        if (content.equals(BROKEN)) {
            throw DromedaryException.permanent(FailureCategory.CONFIGURATION, file.getFileName() + " is broken.");
        }
        ExportRequest request = ExportRequests.of(database, location, new Threading(1, 1, 1));
        return new Job.Export(new ExportRequest(
                file.getFileName().toString(),
                request.database(),
                request.settings(),
                request.threading(),
                request.tables(),
                schedule(content)));
    }

    private static @Nullable Schedule schedule(String content) {
        return switch (content) {
            case OFTEN -> new Schedule.Every(Duration.ofMillis(50));
            // Fields that are easily lost in a URI.
            case EVERY_SECOND -> new Schedule.Cron("0/1 * * ? * MON-SUN", ZoneId.of("+02:00"));
            default -> null;
        };
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
