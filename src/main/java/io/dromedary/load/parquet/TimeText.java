package io.dromedary.load.parquet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDate;

/** Dates and times as PostgreSQL reads them. */
final class TimeText {
    static final long DAY_MICROS = 86_400_000_000L;
    private static final int JULIAN_EPOCH = 2_440_588;
    private static final int MICRO_DIGITS = 6;

    private TimeText() {}

    /** A day counted from 1970-01-01. */
    static String date(long day) {
        LocalDate date = LocalDate.ofEpochDay(day);
        int year = date.getYear();
        String text =
                "%04d-%02d-%02d".formatted(year > 0 ? year : 1 - year, date.getMonthValue(), date.getDayOfMonth());
        return year > 0 ? text : text + " BC";
    }

    /** Microseconds since 1970; an instant is told in UTC. */
    static String timestamp(long micros, boolean isInstant) {
        String date = date(Math.floorDiv(micros, DAY_MICROS));
        String zone = isInstant ? "+00" : "";
        String time = time(Math.floorMod(micros, DAY_MICROS));
        boolean isBefore = date.endsWith(" BC");
        return (isBefore ? date.substring(0, date.length() - 3) : date) + ' ' + time + zone + (isBefore ? " BC" : "");
    }

    /** Microseconds, of a day or more, that are not negative. */
    static String time(long micros) {
        long seconds = micros / 1_000_000;
        long fraction = micros % 1_000_000;
        var text = new StringBuilder(15);
        putTwo(text, seconds / 3600);
        text.append(':');
        putTwo(text, seconds / 60 % 60);
        text.append(':');
        putTwo(text, seconds % 60);
        if (fraction != 0) {
            String digits = Long.toString(fraction);
            text.append('.').append("0".repeat(MICRO_DIGITS - digits.length())).append(digits);
        }
        return text.toString();
    }

    private static void putTwo(StringBuilder text, long number) {
        if (number < 10) {
            text.append('0');
        }
        text.append(number);
    }

    /** The parts of an interval as PostgreSQL stores it. */
    static String interval(long months, long days, long micros) {
        String sign = micros < 0 ? "-" : "";
        // The smallest number has no positive counterpart; its text comes from the largest hours and the rest.
        String time = micros == Long.MIN_VALUE ? "2562047788:00:54.775808" : time(Math.abs(micros));
        return "%d mons %d days %s%s".formatted(months, days, sign, time);
    }

    /** Nanoseconds of a day and a Julian day, as old writers have timestamps; whether they are whole microseconds. */
    static boolean isMicros96(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(0) % 1000 == 0;
    }

    /** The microseconds since 1970 of such a timestamp. */
    static long micros96(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long day = Integer.toUnsignedLong(buffer.getInt(Long.BYTES)) - JULIAN_EPOCH;
        return Math.addExact(Math.multiplyExact(day, DAY_MICROS), buffer.getLong(0) / 1000);
    }
}
