package io.dromedary.settings;

import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.quartz.CronExpression;

/** Reads {@code schedule} of a specification. */
public final class ScheduleReader {
    private static final Pattern PERIOD = Pattern.compile("(\\d{1,6})\\s*([smhd])");
    private static final int UNIX_FIELDS = 5;

    private ScheduleReader() {}

    /** The schedule; null after a problem. */
    public static @Nullable Schedule read(Section section) {
        Optional<String> cron = section.findText("cron");
        Optional<String> every = section.findText("every");
        ZoneId zone = zone(section);
        Schedule schedule = null;
        if (cron.isPresent() == every.isPresent()) {
            section.problem("cron", "or every has to be given, one of the two.");
        } else if (cron.isPresent()) {
            schedule = cron(section, cron.get(), zone);
        } else {
            schedule = every(section, every.get());
        }
        section.finish();
        return schedule;
    }

    private static ZoneId zone(Section section) {
        try {
            return section.findText("timezone").map(ZoneId::of).orElse(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            section.problem(
                    "timezone",
                    "is %s, which is no time zone; write UTC or a name such as Europe/Berlin."
                            .formatted(section.shown("timezone")));
            return ZoneOffset.UTC;
        }
    }

    private static @Nullable Schedule cron(Section section, String text, ZoneId zone) {
        String expression = quartz(text.strip());
        try {
            CronExpression.validateExpression(expression);
            return new Schedule.Cron(expression, zone);
        } catch (ParseException e) {
            boolean isLiteral = !section.shown("cron").contains("${");
            section.problem("cron", "is no cron expression%s".formatted(isLiteral ? ": " + e.getMessage() : "."));
            return null;
        }
    }

    /** Quartz wants seconds in front, and a question mark for the day that does not matter; and counts Sunday as 1. */
    private static String quartz(String text) {
        String[] fields = text.split("\\s+", -1);
        if (fields.length != UNIX_FIELDS) {
            return text;
        }
        boolean everyWeekday = fields[4].equals("*") || fields[4].equals("0-7");
        String weekdays = everyWeekday ? "?" : weekdays(fields[4]);
        String days = everyWeekday || !fields[2].equals("*") ? fields[2] : "?";
        return "0 %s %s %s %s %s".formatted(fields[0], fields[1], days, fields[3], weekdays);
    }

    private static String weekdays(String unix) {
        Matcher digit = Pattern.compile("(?<![/\\d#])[0-7](?!\\d)").matcher(unix);
        return digit.replaceAll(match -> Integer.toString(Integer.parseInt(match.group()) % 7 + 1));
    }

    private static @Nullable Schedule every(Section section, String text) {
        Matcher period = PERIOD.matcher(text.strip());
        if (!period.matches() || Long.parseLong(period.group(1)) == 0) {
            section.problem(
                    "every",
                    "is %s but has to be a period such as 30s, 15m, 6h or 1d.".formatted(section.shown("every")));
            return null;
        }
        long count = Long.parseLong(period.group(1));
        return new Schedule.Every(
                switch (period.group(2)) {
                    case "s" -> Duration.ofSeconds(count);
                    case "m" -> Duration.ofMinutes(count);
                    case "h" -> Duration.ofHours(count);
                    default -> Duration.ofDays(count);
                });
    }
}
