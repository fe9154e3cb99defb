package io.dromedary.load.form;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/** Dates and timestamps in a pattern of Java, strictly: 31 April is none. Names of months are English. */
final class TimeForm implements ValueForm {
    private final String pattern;
    private final DateTimeFormatter formatter;
    private final boolean hasTime;

    /**
     * For a pattern such as {@code dd.MM.yyyy}.
     *
     * @param hasTime whether values are timestamps, else dates
     * @throws IllegalArgumentException if it is none
     */
    TimeForm(String pattern, boolean hasTime) {
        this.pattern = pattern;
        this.hasTime = hasTime;
        this.formatter = new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(withYears(pattern))
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
        String shown = formatter.format(ZonedDateTime.parse("2024-12-31T23:58:59Z"));
        if (find(shown).isEmpty()) {
            throw new IllegalArgumentException("it does not have all of a " + (hasTime ? "timestamp" : "date"));
        }
    }

    /** Years without eras, which is what people mean with {@code yyyy}. */
    private static String withYears(String pattern) {
        var text = new StringBuilder();
        boolean isQuoted = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            isQuoted ^= c == '\'';
            text.append(c == 'y' && !isQuoted ? 'u' : c);
        }
        return text.toString();
    }

    @Override
    public Optional<String> find(String text) {
        try {
            if (!hasTime) {
                return Optional.of(LocalDate.parse(text.strip(), formatter).toString());
            }
            TemporalAccessor found = formatter.parseBest(
                    text.strip(), OffsetDateTime::from, ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
            return Optional.of(timestamp(found));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String timestamp(TemporalAccessor found) {
        if (found instanceof ZonedDateTime zoned) {
            return zoned.toOffsetDateTime().toString();
        }
        return found instanceof LocalDate day ? day + " 00:00:00" : found.toString();
    }

    /** The pattern, which is one, since this is here. */
    String checked() {
        return pattern;
    }

    @Override
    public String name() {
        return "%s of the form %s".formatted(hasTime ? "a timestamp" : "a date", pattern);
    }
}
