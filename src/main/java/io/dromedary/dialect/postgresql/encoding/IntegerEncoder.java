package io.dromedary.dialect.postgresql.encoding;

import io.dromedary.dialect.EncodedRows;

/** {@code smallint}, {@code integer}, {@code bigint}. */
final class IntegerEncoder implements FieldEncoder {
    /** So many digits cannot overflow a long. */
    private static final int DIGITS_SAFE = 18;

    private final int width;
    private final long min;
    private final long max;

    /** Of so many bytes. */
    IntegerEncoder(int width) {
        this.width = width;
        this.max = Long.MAX_VALUE >> (Long.SIZE - width * Byte.SIZE);
        this.min = -max - 1;
    }

    @Override
    public Outcome encode(byte[] bytes, int start, int end, EncodedRows target) {
        boolean isNegative = end > start && bytes[start] == '-';
        int at = isNegative ? start + 1 : start;
        if (end - at > DIGITS_SAFE || at == end) {
            return encodeOther(bytes, start, end, target);
        }
        long value = 0;
        for (; at < end; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                return encodeOther(bytes, start, end, target);
            }
            value = value * 10 + digit;
        }
        return put(isNegative ? -value : value, target);
    }

    private Outcome put(long value, EncodedRows target) {
        if (value < min || value > max) {
            return Outcome.OUT_OF_RANGE;
        }
        target.reserve(Integer.BYTES + Long.BYTES);
        byte[] to = target.bytes;
        int at = target.size;
        Wire.putInt(to, at, width);
        switch (width) {
            case Short.BYTES -> Wire.putShort(to, at + Integer.BYTES, (int) value);
            case Integer.BYTES -> Wire.putInt(to, at + Integer.BYTES, (int) value);
            default -> Wire.putLong(to, at + Integer.BYTES, value);
        }
        target.size = at + Integer.BYTES + width;
        return Outcome.ENCODED;
    }

    private Outcome encodeOther(byte[] bytes, int start, int end, EncodedRows target) {
        int from = Ascii.skipSpace(bytes, start, end);
        int to = Ascii.trimSpace(bytes, from, end);
        int first = from < to && (bytes[from] == '+' || bytes[from] == '-') ? from + 1 : from;
        if (first == to || !Ascii.isDigit(bytes[first])) {
            return Outcome.INVALID_SYNTAX;
        }
        boolean isDecimal = true;
        for (int i = first; i < to; i++) {
            if (!Ascii.isDigit(bytes[i])) {
                isDecimal = false;
                // PostgreSQL 16 and later know 0x1F, 0o17, 0b11 and 1_000.
                if (!Ascii.isLetter(bytes[i]) && bytes[i] != '_') {
                    return Outcome.INVALID_SYNTAX;
                }
            }
        }
        return isDecimal ? encodeDigits(bytes, first, to, bytes[from] == '-', target) : Outcome.UNSURE;
    }

    private Outcome encodeDigits(byte[] bytes, int start, int end, boolean isNegative, EncodedRows target) {
        long value = 0;
        for (int i = start; i < end; i++) {
            int digit = bytes[i] - '0';
            if (value < (Long.MIN_VALUE + digit) / 10) {
                return Outcome.OUT_OF_RANGE;
            }
            value = value * 10 - digit;
        }
        return !isNegative && value == Long.MIN_VALUE ? Outcome.OUT_OF_RANGE : put(isNegative ? value : -value, target);
    }
}
