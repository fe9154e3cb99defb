package io.dromedary.load.xlsx;

import io.dromedary.load.input.RecordText;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Days as Excel counts them. In the system of 1900, number 1 is 1900-01-01, and number 60 is 1900-02-29, a day that
 * there was not; in that of 1904, number 0 is 1904-01-01. Times are exact to the millisecond, as in Excel.
 */
record SerialDate(boolean is1904) {
    private static final long DAY_MILLIS = 86_400_000L;
    private static final int MISSING_LEAP_DAY = 60;
    /** 9999-12-31 in the system of 1900. */
    private static final int DAYS_MAX = 2_958_465;
    /** Hours that an interval of PostgreSQL has room for, with some room left. */
    private static final double ELAPSED_DAYS_MAX = 1e7;

    /**
     * Adds the text of a number as a date, a time or both.
     *
     * @return why that is not possible
     */
    Optional<String> put(double serial, NumberKind kind, RecordText target) {
        if (!(serial >= 0) || serial > (kind == NumberKind.ELAPSED ? ELAPSED_DAYS_MAX : DAYS_MAX + 1)) {
            return Optional.of("the number %s is no date of Excel".formatted(serial));
        }
        long millis = Math.round(serial * DAY_MILLIS);
        long day = millis / DAY_MILLIS;
        long time = millis % DAY_MILLIS;
        if (kind == NumberKind.ELAPSED || (kind != NumberKind.DATE && day == 0 && !is1904)) {
            putTime(millis, target);
            return Optional.empty();
        } else if (kind == NumberKind.TIME && day == 0) {
            putTime(time, target);
            return Optional.empty();
        }
        Optional<LocalDate> date = date(day);
        if (date.isEmpty()) {
            return Optional.of(
                    day == MISSING_LEAP_DAY
                            ? "29 February 1900 is a day that only Excel knows"
                            : "the number %s is no date of Excel".formatted(serial));
        }
        target.put(date.get().toString());
        if (time != 0 || kind != NumberKind.DATE) {
            target.put(' ');
            putTime(time, target);
        }
        return Optional.empty();
    }

    private Optional<LocalDate> date(long day) {
        if (is1904) {
            return Optional.of(LocalDate.of(1904, 1, 1).plusDays(day));
        } else if (day == 0 || day == MISSING_LEAP_DAY || day > DAYS_MAX) {
            return Optional.empty();
        }
        return Optional.of(
                LocalDate.of(1899, 12, day < MISSING_LEAP_DAY ? 31 : 30).plusDays(day));
    }

    private static void putTime(long millis, RecordText target) {
        long seconds = millis / 1000;
        putTwo(seconds / 3600, target);
        target.put(':');
        putTwo(seconds / 60 % 60, target);
        target.put(':');
        putTwo(seconds % 60, target);
        long fraction = millis % 1000;
        if (fraction != 0) {
            target.put('.');
            target.put('0' + (int) (fraction / 100));
            putTwo(fraction % 100, target);
        }
    }

    private static void putTwo(long number, RecordText target) {
        if (number >= 100) {
            target.put(Long.toString(number));
        } else {
            target.put('0' + (int) (number / 10));
            target.put('0' + (int) (number % 10));
        }
    }
}
