package io.dromedary.csv;

import java.time.LocalDate;
import java.util.concurrent.TimeUnit;

/** Dates and times as PostgreSQL prints them with {@code DateStyle} ISO. */
final class TimeText {
    private static final long DAY_MICROS = TimeUnit.DAYS.toMicros(1);
    private static final long SECOND_MICROS = TimeUnit.SECONDS.toMicros(1);
    private static final int MINUTE_SECONDS = 60;
    private static final int FRACTION_DIGITS = 6;

    private TimeText() {}

    /** A day since 1970-01-01. */
    static void putDate(long day, CsvBuffer out) {
        putEra(putDay(day, out), out);
    }

    /** Microseconds since midnight. */
    static void putTime(long micros, CsvBuffer out) {
        int seconds = (int) (micros / SECOND_MICROS);
        out.putDigits(seconds / MINUTE_SECONDS / MINUTE_SECONDS, 2);
        out.putByte(':');
        out.putDigits(seconds / MINUTE_SECONDS % MINUTE_SECONDS, 2);
        out.putByte(':');
        out.putDigits(seconds % MINUTE_SECONDS, 2);
        putFraction(micros % SECOND_MICROS, out);
    }

    private static void putFraction(long micros, CsvBuffer out) {
        if (micros != 0) {
            out.putByte('.');
            out.putDigits(micros, FRACTION_DIGITS);
            while (out.bytes[out.size - 1] == '0') {
                out.size--;
            }
        }
    }

    /**
     * Microseconds since 1970-01-01.
     *
     * @param instant whether the offset is told, which is that of UTC
     */
    static void putTimestamp(long micros, boolean instant, CsvBuffer out) {
        int year = putDay(Math.floorDiv(micros, DAY_MICROS), out);
        out.putByte(' ');
        putTime(Math.floorMod(micros, DAY_MICROS), out);
        if (instant) {
            out.putAscii("+00");
        }
        putEra(year, out);
    }

    private static int putDay(long day, CsvBuffer out) {
        LocalDate date = LocalDate.ofEpochDay(day);
        int year = date.getYear();
        out.putDigits(year > 0 ? year : 1 - year, 4);
        out.putByte('-');
        out.putDigits(date.getMonthValue(), 2);
        out.putByte('-');
        out.putDigits(date.getDayOfMonth(), 2);
        return year;
    }

    /** There is no year 0: the one before year 1 is 1 BC. */
    private static void putEra(int year, CsvBuffer out) {
        if (year <= 0) {
            out.putAscii(" BC");
        }
    }
}
