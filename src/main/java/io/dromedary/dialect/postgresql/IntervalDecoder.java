package io.dromedary.dialect.postgresql;

import io.dromedary.table.ColumnVector;
import java.util.List;

/** Of {@code interval}: microseconds, days, months. */
final class IntervalDecoder extends StructDecoder {
    private static final int BYTES = Long.BYTES + 2 * Integer.BYTES;

    private final boolean hasInfinities;
    private final Specials specials;
    private final ColumnVector.Ints months;
    private final ColumnVector.Ints days;
    private final ColumnVector.Longs micros;

    IntervalDecoder(boolean hasInfinities, int rowCapacity, Specials specials) {
        this(
                hasInfinities,
                specials,
                new ColumnVector.Ints(rowCapacity),
                new ColumnVector.Ints(rowCapacity),
                new ColumnVector.Longs(rowCapacity));
    }

    private IntervalDecoder(
            boolean hasInfinities,
            Specials specials,
            ColumnVector.Ints months,
            ColumnVector.Ints days,
            ColumnVector.Longs micros) {
        super(months.rowCapacity(), specials, List.of(), List.of(months, days, micros));
        this.hasInfinities = hasInfinities;
        this.specials = specials;
        this.months = months;
        this.days = days;
        this.micros = micros;
    }

    @Override
    boolean split(byte[] wire, int at, int index, int row) throws UnfitValueException {
        requireWidth(BYTES, wire, at, row);
        long time = BigEndian.getLong(wire, at);
        int day = BigEndian.getInt(wire, at + Long.BYTES);
        int month = BigEndian.getInt(wire, at + Long.BYTES + Integer.BYTES);
        micros.values[index] = time;
        days.values[index] = day;
        months.values[index] = month;
        return !hasInfinities || isFinite(time, day, month) || !specials.toNull(infinite(row, time));
    }

    private static boolean isFinite(long time, int day, int month) {
        boolean most = time == Long.MAX_VALUE && day == Integer.MAX_VALUE && month == Integer.MAX_VALUE;
        boolean least = time == Long.MIN_VALUE && day == Integer.MIN_VALUE && month == Integer.MIN_VALUE;
        return !most && !least;
    }

    private static UnfitValueException infinite(int row, long time) {
        String value = time < 0 ? "-infinity" : "infinity";
        String reason = value + " has no months, days and microseconds; exclude the row with where_clause or set"
                + " special_values";
        return UnfitValueException.special(row, reason, value);
    }
}
