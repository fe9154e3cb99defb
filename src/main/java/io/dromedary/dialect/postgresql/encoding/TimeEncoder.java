package io.dromedary.dialect.postgresql.encoding;

import io.dromedary.dialect.EncodedRows;

/** {@code time}. */
final class TimeEncoder implements FieldEncoder {

    @Override
    public Outcome encode(byte[] bytes, int start, int end, EncodedRows target) {
        long micros = ClockTime.micros(bytes, start, end);
        if (micros < 0) {
            return Calendar.mayBeTime(bytes, start, end) ? Outcome.UNSURE : Outcome.INVALID_TIME;
        }
        put(micros, target);
        return Outcome.ENCODED;
    }

    static void put(long micros, EncodedRows target) {
        target.reserve(Integer.BYTES + Long.BYTES);
        Wire.putInt(target.bytes, target.size, Long.BYTES);
        Wire.putLong(target.bytes, target.size + Integer.BYTES, micros);
        target.size += Integer.BYTES + Long.BYTES;
    }
}
