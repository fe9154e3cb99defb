package io.dromedary.export;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * When and under which name a job runs: what all its tables share in their paths and manifests.
 *
 * @param batchId its name, made of characters that a file can have
 * @param begin when it began, in the layout's time zone, to the microsecond
 * @param date the day that its rows are of
 */
public record ExportRun(String batchId, ZonedDateTime begin, LocalDate date) {
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("uuuuMMdd_HHmmss", Locale.ROOT);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuuMMdd_HHmm", Locale.ROOT);
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH", Locale.ROOT);
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSXXX", Locale.ROOT);

    /**
     * A run that begins.
     *
     * @param random what tells it from others of the same second, where it has no name of its author's
     */
    static ExportRun begin(PublishLayout layout, Instant now, String random) {
        ZonedDateTime begin = now.truncatedTo(ChronoUnit.MICROS).atZone(layout.timezone());
        LocalDate date = layout.date();
        return new ExportRun(
                layout.findBatchId().orElseGet(() -> SECOND.format(begin) + "_" + random),
                begin,
                date == null ? begin.toLocalDate() : date);
    }

    /** When it began, as manifests say it: ISO 8601 with microseconds and the distance from UTC. */
    String timestamp() {
        return MICROS.format(begin);
    }

    /** {@code HH}, of the clock on the wall. */
    String hour() {
        return HOUR.format(begin);
    }

    /** {@code YYYYMMDD_HHMM}, of the clock on the wall. */
    String minute() {
        return MINUTE.format(begin);
    }
}
