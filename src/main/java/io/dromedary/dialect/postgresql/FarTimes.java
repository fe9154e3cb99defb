package io.dromedary.dialect.postgresql;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Dates and timestamps of any year as PostgreSQL prints them, from what it sends. */
final class FarTimes {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private static final long SECOND_MICROS = 1_000_000;

    private FarTimes() {}

    /** Of days since 2000-01-01. */
    static String date(long days) {
        LocalDate date = LocalDate.ofEpochDay(days + PostgresqlEpoch.DAYS);
        return day(date) + era(date);
    }

    /** Of microseconds since 2000-01-01. */
    static String timestamp(long micros) {
        long days = Math.floorDiv(micros, PostgresqlEpoch.DAY_MICROS);
        long inDay = Math.floorMod(micros, PostgresqlEpoch.DAY_MICROS);
        LocalDate date = LocalDate.ofEpochDay(days + PostgresqlEpoch.DAYS);
        LocalTime time = LocalTime.ofSecondOfDay(inDay / SECOND_MICROS);
        long micro = inDay % SECOND_MICROS;
        String fraction = micro == 0 ? "" : ".%06d".formatted(micro).replaceFirst("0+$", "");
        return "%s %s%s%s".formatted(day(date), TIME.format(time), fraction, era(date));
    }

    private static String day(LocalDate date) {
        int year = date.getYear() > 0 ? date.getYear() : 1 - date.getYear();
        return "%04d-%02d-%02d".formatted(year, date.getMonthValue(), date.getDayOfMonth());
    }

    private static String era(LocalDate date) {
        return date.getYear() > 0 ? "" : " BC";
    }
}
