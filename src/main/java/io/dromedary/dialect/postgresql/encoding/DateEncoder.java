package io.dromedary.dialect.postgresql.encoding;

import io.dromedary.dialect.EncodedRows;

/** {@code date}. */
final class DateEncoder implements FieldEncoder {

    @Override
    public Outcome encode(byte[] bytes, int start, int end, EncodedRows target) {
        int day = end - start == Calendar.DATE_LENGTH ? Calendar.day(bytes, start) : Calendar.OTHER;
        if (day == Calendar.OTHER) {
            return Calendar.mayBeTime(bytes, start, end) ? Outcome.UNSURE : Outcome.INVALID_TIME;
        } else if (day == Calendar.NO_SUCH_DAY) {
            return Outcome.TIME_OUT_OF_RANGE;
        }
        target.reserve(2 * Integer.BYTES);
        Wire.putInt(target.bytes, target.size, Integer.BYTES);
        Wire.putInt(target.bytes, target.size + Integer.BYTES, day);
        target.size += 2 * Integer.BYTES;
        return Outcome.ENCODED;
    }
}
