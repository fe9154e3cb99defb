package io.dromedary.dialect.postgresql.encoding;

import io.dromedary.dialect.EncodedRows;

/** {@code timestamp} and {@code timestamptz}, whose values without a zone are in UTC as the session is. */
final class TimestampEncoder implements FieldEncoder {
    private static final int ZONE_HOURS_MAX = 14;

    private final boolean hasZone;

    TimestampEncoder(boolean hasZone) {
        this.hasZone = hasZone;
    }

    @Override
    public Outcome encode(byte[] bytes, int start, int end, EncodedRows target) {
        int day = end - start >= Calendar.DATE_LENGTH ? Calendar.day(bytes, start) : Calendar.OTHER;
        if (day == Calendar.NO_SUCH_DAY) {
            int behind = start + Calendar.DATE_LENGTH;
            // A digit more, and it may be the year's day or a month of three digits.
            return behind == end || bytes[behind] == ' ' ? Outcome.TIME_OUT_OF_RANGE : Outcome.UNSURE;
        } else if (day == Calendar.OTHER) {
            return Calendar.mayBeTime(bytes, start, end) ? Outcome.UNSURE : Outcome.INVALID_TIME;
        }
        long micros = 0;
        int at = start + Calendar.DATE_LENGTH;
        if (at < end) {
            if (bytes[at] != ' ' && bytes[at] != 'T') {
                return Outcome.UNSURE;
            }
            int timeEnd = ClockTime.end(bytes, at + 1, end);
            micros = ClockTime.micros(bytes, at + 1, timeEnd);
            long zone = timeEnd == end ? 0 : zoneMicros(bytes, timeEnd, end);
            if (micros < 0 || zone == Long.MIN_VALUE) {
                return Outcome.UNSURE;
            }
            micros -= zone;
        }
        TimeEncoder.put(day * Calendar.DAY_MICROS + micros, target);
        return Outcome.ENCODED;
    }

    /** What local time is ahead of UTC, or the least number. */
    private long zoneMicros(byte[] bytes, int start, int end) {
        int length = end - start;
        if (!hasZone) {
            return Long.MIN_VALUE;
        } else if (length == 1 && bytes[start] == 'Z') {
            return 0;
        } else if (bytes[start] != '+' && bytes[start] != '-') {
            return Long.MIN_VALUE;
        }
        int hours = length >= 3 ? Ascii.twoDigits(bytes, start + 1) : -1;
        int minutes = 0;
        if (length == 6 && bytes[start + 3] == ':') {
            minutes = Ascii.twoDigits(bytes, start + 4);
        } else if (length == 5) {
            minutes = Ascii.twoDigits(bytes, start + 3);
        } else if (length != 3) {
            return Long.MIN_VALUE;
        }
        if (hours < 0 || hours > ZONE_HOURS_MAX || minutes < 0 || minutes > 59) {
            return Long.MIN_VALUE;
        }
        long micros = (hours * 60L + minutes) * 60_000_000L;
        return bytes[start] == '-' ? -micros : micros;
    }
}
