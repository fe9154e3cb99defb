package io.dromedary.cli;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.dromedary.ledger.ItemEntry;
import io.dromedary.ledger.JobEntry;
import io.dromedary.ledger.JobHistory;
import io.dromedary.ledger.JobProgress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Jobs of the ledger, for people and for programs. */
final class JobsText {
    private static final int ID_SHOWN = 8;
    private static final int SECONDS_PER_MINUTE = 60;
    private static final double TENTHS = 10;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());
    private static final String ROW = "%-8s  %-11s  %-6s  %-19s  %9s  %15s  %13s  %s%n";

    private JobsText() {}

    /**
     * A job, for programs. Times are in ISO 8601.
     *
     * @param progress in percent; missing where it is not known
     * @param bytesTotal of all files; missing where it is not known
     */
    record Document(
            String jobId,
            String kind,
            String name,
            String status,
            OptionalInt progress,
            int itemsTotal,
            int itemsCompleted,
            String createTime,
            Optional<String> startTime,
            Optional<String> endTime,
            double durationSeconds,
            long rows,
            long rejected,
            long bytes,
            OptionalLong bytesTotal,
            long rowsPerSecond,
            OptionalLong secondsLeft,
            Optional<String> errorCategory,
            Optional<String> message,
            String program,
            String host,
            long pid) {}

    /** A table or file, for programs. */
    record ItemDocument(
            String name,
            String status,
            long rows,
            long rejected,
            long bytes,
            int files,
            Optional<String> startTime,
            Optional<String> endTime,
            Optional<String> location,
            Optional<String> rejects,
            Optional<String> message) {}

    /** A job with what it was asked to do, and its tables or files. */
    record FullDocument(Document job, @JsonRawValue String specification, List<ItemDocument> items) {}

    static Document document(JobEntry job) {
        JobProgress progress = job.progress();
        return new Document(
                job.start().id(),
                job.start().kind().text(),
                job.start().name(),
                job.outcome().state().text(),
                progress.percent() < 0 ? OptionalInt.empty() : OptionalInt.of(progress.percent()),
                progress.items(),
                progress.itemsEnded(),
                job.start().created().toString(),
                job.times().findStarted().map(Instant::toString),
                job.times().findEnded().map(Instant::toString),
                job.seconds(),
                progress.rows(),
                progress.rejected(),
                progress.bytes(),
                progress.bytesTotal() < 0 ? OptionalLong.empty() : OptionalLong.of(progress.bytesTotal()),
                Math.round(job.rowsPerSecond()),
                job.findSecondsLeft(),
                job.outcome().findCategory(),
                job.outcome().findMessage(),
                job.worker().program(),
                job.worker().host(),
                job.worker().pid());
    }

    static FullDocument document(JobHistory.Job job) {
        return new FullDocument(
                document(job.job()),
                job.job().start().specification(),
                job.items().stream().map(JobsText::document).toList());
    }

    private static ItemDocument document(ItemEntry item) {
        return new ItemDocument(
                item.name(),
                item.result().state().text(),
                item.result().rows(),
                item.result().rejected(),
                item.result().bytes(),
                item.result().files(),
                item.findStarted().map(Instant::toString),
                item.findEnded().map(Instant::toString),
                item.result().findLocation(),
                item.result().findRejects(),
                item.result().findMessage());
    }

    /** A line for each job. */
    static String table(List<JobEntry> jobs) {
        if (jobs.isEmpty()) {
            return "No job has run yet.%n".formatted();
        }
        var text = new StringBuilder(ROW.formatted("id", "state", "kind", "created", "time", "rows", "rows/s", "name"));
        for (JobEntry job : jobs) {
            text.append(ROW.formatted(
                    job.start().id().substring(0, ID_SHOWN),
                    job.outcome().state().text(),
                    job.start().kind().text(),
                    TIME.format(job.start().created()),
                    duration(job.seconds()),
                    "%,d".formatted(job.progress().rows()),
                    "%,.0f".formatted(job.rowsPerSecond()),
                    job.start().name() + ahead(job)));
        }
        return text.toString();
    }

    /** How far a running job is. */
    private static String ahead(JobEntry job) {
        if (job.outcome().state().isEnd() || job.progress().percent() < 0) {
            return "";
        }
        String left = job.findSecondsLeft().isEmpty()
                ? ""
                : ", %s left".formatted(duration((double) job.findSecondsLeft().getAsLong()));
        return " (%d%%%s)".formatted(job.progress().percent(), left);
    }

    /** A job with its tables or files. */
    static String text(JobHistory.Job found) {
        JobEntry job = found.job();
        JobProgress progress = job.progress();
        var text = new StringBuilder("%s %s %s: %s%s%n"
                .formatted(
                        job.start().kind().text(),
                        job.start().id(),
                        job.start().name(),
                        job.outcome().state().text(),
                        ahead(job)));
        job.outcome().findMessage().ifPresent(message -> text.append("  %s%n".formatted(message)));
        text.append("  created %s, took %s, %,d rows (%,.0f rows/s), %,d rejected, %s%s%n"
                .formatted(
                        TIME.format(job.start().created()),
                        duration(job.seconds()),
                        progress.rows(),
                        job.rowsPerSecond(),
                        progress.rejected(),
                        Texts.bytes(progress.bytes()),
                        progress.bytesTotal() < 0 ? "" : " of " + Texts.bytes(progress.bytesTotal())));
        text.append("  by %s on %s, process %d%n"
                .formatted(
                        job.worker().program(),
                        job.worker().host(),
                        job.worker().pid()));
        text.append("  %s%n%n".formatted(job.start().specification()));
        found.items().forEach(item -> text.append(line(item)));
        return text.toString();
    }

    private static String line(ItemEntry item) {
        String took = item.findStarted()
                .flatMap(started -> item.findEnded().map(ended -> Duration.between(started, ended)))
                .map(time -> ", " + duration(time.toMillis() / 1e3))
                .orElse("");
        String place = item.result().findLocation().map(path -> ", " + path).orElse("");
        String rejects = item.result()
                .findRejects()
                .map(path -> ", %,d rejected in %s".formatted(item.result().rejected(), path))
                .orElse("");
        String message = item.result().findMessage().map(text -> ": " + text).orElse("");
        return "  %-11s  %s: %,d rows, %s%s%s%s%s%n"
                .formatted(
                        item.result().state().text(),
                        item.name(),
                        item.result().rows(),
                        Texts.bytes(item.result().bytes()),
                        took,
                        place,
                        rejects,
                        message);
    }

    /** {@code 4.2 s}, {@code 3 m 20 s}, {@code 2 h 05 m}. */
    static String duration(double seconds) {
        if (seconds < SECONDS_PER_MINUTE) {
            return "%.1f s".formatted(Math.round(seconds * TENTHS) / TENTHS);
        }
        long whole = Math.round(seconds);
        long minutes = whole / SECONDS_PER_MINUTE;
        return minutes < SECONDS_PER_MINUTE
                ? "%d m %02d s".formatted(minutes, whole % SECONDS_PER_MINUTE)
                : "%d h %02d m".formatted(minutes / SECONDS_PER_MINUTE, minutes % SECONDS_PER_MINUTE);
    }
}
