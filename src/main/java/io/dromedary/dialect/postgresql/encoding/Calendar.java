package io.dromedary.dialect.postgresql.encoding;

import java.util.List;

/** Dates and times in the form of ISO 8601, which means the same whatever the server's DateStyle is. */
final class Calendar {
    static final int DATE_LENGTH = 10;
    static final long DAY_MICROS = 86_400_000_000L;
    /** The date does not look like YYYY-MM-DD. */
    static final int OTHER = Integer.MIN_VALUE;
    /** It looks so but there is no such day. */
    static final int NO_SUCH_DAY = OTHER + 1;

    /** Days from 1970-01-01 to 2000-01-01, from which PostgreSQL counts. */
    private static final int EPOCH_DAYS = 10_957;

    private static final int[] MONTH_DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    private static final List<String> WORDS =
            List.of("infinity", "epoch", "now", "today", "tomorrow", "yesterday", "allballs");

    private Calendar() {}

    /** The day that stands in the ten bytes, as PostgreSQL counts days. */
    static int day(byte[] bytes, int at) {
        int century = Ascii.twoDigits(bytes, at);
        int years = Ascii.twoDigits(bytes, at + 2);
        int month = Ascii.twoDigits(bytes, at + 5);
        int day = Ascii.twoDigits(bytes, at + 8);
        if ((century | years | month | day) < 0 || bytes[at + 4] != '-' || bytes[at + 7] != '-') {
            return OTHER;
        }
        int year = century * 100 + years;
        if (year == 0 || month == 0 || month > 12 || day == 0 || day > 31) {
            return NO_SUCH_DAY;
        }
        if (day > 28 && day > MONTH_DAYS[month - 1] && !(month == 2 && day == 29 && isLeap(year))) {
            return NO_SUCH_DAY;
        }
        return daysBefore(year, month) + day;
    }

    private static boolean isLeap(int year) {
        return (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    /** Days from PostgreSQL's first to the one before the first of the month; years that start in March end leap. */
    private static int daysBefore(int year, int month) {
        int shifted = month > 2 ? year : year - 1;
        int fromMarch = month > 2 ? month - 3 : month + 9;
        int era = shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400;
        return era + (153 * fromMarch + 2) / 5 - 719_469 - EPOCH_DAYS;
    }

    /** Whether some version of PostgreSQL may take the text as a time: it has a digit, or one of the special words. */
    static boolean mayBeTime(byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            if (Ascii.isDigit(bytes[i])) {
                return true;
            }
        }
        String text = Ascii.lower(bytes, start, end);
        return WORDS.stream().anyMatch(text::contains);
    }
}
