package io.dromedary.export;

import io.dromedary.settings.Section;
import io.dromedary.staging.ConflictResolution;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the keys of {@code export_settings} that say where tables are published. */
final class PublishLayoutReader {
    private static final Pattern BATCH_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
    private static final int YEAR_MAX = 9999;

    private PublishLayoutReader() {}

    /**
     * The layout.
     *
     * @param jobName what the system is called if nobody says
     */
    static PublishLayout read(Section section, String jobName) {
        var layout = new PublishLayout(
                section.choice("strategy", PublishStrategy.CLEAN_WITH_ARCHIVE),
                section.choice("partition_strategy", PartitionStrategy.NONE),
                section.flag("use_dt_partition", true),
                section.findText("system").orElse(jobName),
                timezone(section),
                date(section),
                batchId(section));
        if (layout.partition() == PartitionStrategy.HOURLY && !layout.useDate()) {
            section.problem(
                    "use_dt_partition",
                    "is false, but an hour without its day says nothing; use partition_strategy: date or timestamp.");
        }
        if (layout.batchId() != null && !layout.isHive()) {
            section.problem("batch_id", "needs a partition_strategy: without one a run that comes again is a version.");
        }
        return layout;
    }

    /** What happens where a directory is there already: that of a partition keeps its name. */
    static ConflictResolution conflict(Section section, PublishLayout layout) {
        ConflictResolution usual = layout.isHive() ? ConflictResolution.APPEND : ConflictResolution.VERSION;
        ConflictResolution conflict = section.choice("conflict_resolution", usual);
        if (!layout.isHive() && conflict == ConflictResolution.APPEND) {
            section.problem("conflict_resolution", "is append, which needs a partition_strategy; use version.");
        }
        boolean asksForAnotherName = conflict == ConflictResolution.VERSION || conflict == ConflictResolution.TIMESTAMP;
        return layout.isHive() && asksForAnotherName ? ConflictResolution.APPEND : conflict;
    }

    private static ZoneId timezone(Section section) {
        try {
            return section.findText("timezone").map(ZoneId::of).orElse(PublishLayout.UTC);
        } catch (DateTimeException e) {
            String message = "is %s, which is no time zone; write UTC or a name such as Europe/Berlin.";
            section.problem("timezone", message.formatted(section.shown("timezone")));
            return PublishLayout.UTC;
        }
    }

    private static @Nullable LocalDate date(Section section) {
        String text = section.findText("run_date").orElse(null);
        if (text == null) {
            return null;
        }
        try {
            LocalDate date = LocalDate.parse(text);
            if (date.getYear() >= 1 && date.getYear() <= YEAR_MAX) {
                return date;
            }
        } catch (DateTimeParseException e) {
            // Told below.
        }
        section.problem(
                "run_date", "is %s but has to be a day such as 2026-11-21.".formatted(section.shown("run_date")));
        return null;
    }

    private static @Nullable String batchId(Section section) {
        String text = section.findText("batch_id").orElse(null);
        if (text != null && !BATCH_ID.matcher(text).matches()) {
            String message =
                    "is %s but has to be up to 64 letters, digits and _ . - that begin with a letter or digit.";
            section.problem("batch_id", message.formatted(section.shown("batch_id")));
            return null;
        }
        return text;
    }
}
