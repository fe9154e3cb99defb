package io.dromedary.dialect.postgresql.encoding;

/** {@code HH:MM}, {@code HH:MM:SS} and {@code HH:MM:SS.ffffff}. */
final class ClockTime {
    private static final int[] FRACTION_MICROS = {0, 100_000, 10_000, 1_000, 100, 10, 1};
    private static final int SECONDS_LENGTH = 8;
    private static final int FRACTION_DIGITS_MAX = 6;

    private ClockTime() {}

    /** Where the characters of a time end: digits, colons and points. */
    static int end(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end && (Ascii.isDigit(bytes[at]) || bytes[at] == ':' || bytes[at] == '.')) {
            at++;
        }
        return at;
    }

    /** Microseconds since midnight; -1 if it is none, or the day's end, or a leap second. */
    static long micros(byte[] bytes, int start, int end) {
        int length = end - start;
        if (length != 5 && length < SECONDS_LENGTH) {
            return -1;
        }
        int hours = Ascii.twoDigits(bytes, start);
        int minutes = Ascii.twoDigits(bytes, start + 3);
        int seconds = length == 5 ? 0 : Ascii.twoDigits(bytes, start + 6);
        boolean isPlain = bytes[start + 2] == ':' && (length == 5 || bytes[start + 5] == ':');
        if (!isPlain || (hours | minutes | seconds) < 0 || hours > 23 || minutes > 59 || seconds > 59) {
            return -1;
        }
        long micros = (hours * 3600L + minutes * 60L + seconds) * 1_000_000L;
        return length <= SECONDS_LENGTH ? micros : withFraction(micros, bytes, start + SECONDS_LENGTH, end);
    }

    private static long withFraction(long seconds, byte[] bytes, int start, int end) {
        int digits = end - start - 1;
        if (bytes[start] != '.' || digits < 1 || digits > FRACTION_DIGITS_MAX) {
            return -1;
        }
        int fraction = 0;
        for (int i = start + 1; i < end; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            fraction = fraction * 10 + digit;
        }
        return seconds + (long) fraction * FRACTION_MICROS[digits];
    }
}
