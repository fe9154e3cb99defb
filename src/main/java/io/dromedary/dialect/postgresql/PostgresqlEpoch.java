package io.dromedary.dialect.postgresql;

import java.time.LocalDate;
import java.util.concurrent.TimeUnit;

/**
 * PostgreSQL counts from 2000-01-01, Parquet from 1970-01-01. Years 1 to 9999 are carried over, what every reader has.
 */
final class PostgresqlEpoch {
    static final long DAY_MICROS = TimeUnit.DAYS.toMicros(1);

    /** Days from 1970-01-01 to 2000-01-01. */
    static final int DAYS = (int) LocalDate.of(2000, 1, 1).toEpochDay();

    /** The same in microseconds. */
    static final long MICROS = DAYS * DAY_MICROS;

    /** The first day that PostgreSQL knows, in its year 4714 BC. */
    static final int FIRST_DAY_KEPT = (int) LocalDate.of(-4713, 11, 24).toEpochDay();

    static final int LAST_DAY_KEPT = (int) LocalDate.of(5_874_897, 12, 31).toEpochDay();
    static final long FIRST_MICROS_KEPT = FIRST_DAY_KEPT * DAY_MICROS;

    static final int FIRST_DAY = (int) LocalDate.of(1, 1, 1).toEpochDay();
    static final int LAST_DAY = (int) LocalDate.of(9999, 12, 31).toEpochDay();
    static final long FIRST_MICROS = FIRST_DAY * DAY_MICROS;
    static final long LAST_MICROS = (LAST_DAY + 1) * DAY_MICROS - 1;

    private static final String CURE = "; exclude the row with where_clause or set special_values";

    private PostgresqlEpoch() {}

    /** What becomes of a date beyond the bounds, as it came from the wire. */
    static UnfitValueException unfitDate(int row, int days) {
        if (days == Integer.MAX_VALUE || days == Integer.MIN_VALUE) {
            String value = days < 0 ? "-infinity" : "infinity";
            return UnfitValueException.special(row, value + " has no Parquet date" + CURE, value);
        }
        String reason = "a date outside the years 1 to 9999 is not exported" + CURE;
        return UnfitValueException.special(row, reason, FarTimes.date(days));
    }

    /** What becomes of a timestamp beyond the bounds, as it came from the wire. */
    static UnfitValueException unfitTimestamp(int row, long micros) {
        if (micros == Long.MAX_VALUE || micros == Long.MIN_VALUE) {
            String value = micros < 0 ? "-infinity" : "infinity";
            return UnfitValueException.special(row, value + " has no Parquet timestamp" + CURE, value);
        }
        boolean isHeld = micros <= Long.MAX_VALUE - MICROS;
        String reason = isHeld
                ? "a timestamp outside the years 1 to 9999 is not exported"
                : "a timestamp after 294247-01-10 04:00:54 has no place in Parquet's microseconds";
        return UnfitValueException.special(row, reason + CURE, FarTimes.timestamp(micros));
    }
}
