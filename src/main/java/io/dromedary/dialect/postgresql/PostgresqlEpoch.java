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

    static final int FIRST_DAY = (int) LocalDate.of(1, 1, 1).toEpochDay();
    static final int LAST_DAY = (int) LocalDate.of(9999, 12, 31).toEpochDay();
    static final long FIRST_MICROS = FIRST_DAY * DAY_MICROS;
    static final long LAST_MICROS = (LAST_DAY + 1) * DAY_MICROS - 1;

    private static final String CURE = "; exclude the row with where_clause";

    private PostgresqlEpoch() {}

    /** Why a date is refused, as it came from the wire. */
    static String refuseDate(int days) {
        if (days == Integer.MAX_VALUE || days == Integer.MIN_VALUE) {
            return (days < 0 ? "-infinity" : "infinity") + " has no Parquet date" + CURE;
        }
        return "a date outside the years 1 to 9999 is not exported" + CURE;
    }

    /** Why a timestamp is refused, as it came from the wire. */
    static String refuseTimestamp(long micros) {
        if (micros == Long.MAX_VALUE || micros == Long.MIN_VALUE) {
            return (micros < 0 ? "-infinity" : "infinity") + " has no Parquet timestamp" + CURE;
        }
        return "a timestamp outside the years 1 to 9999 is not exported" + CURE;
    }
}
