package io.dromedary.dialect.postgresql.encoding;

import io.dromedary.dialect.EncodedRows;

/** {@code numeric}: digits in groups of four, aligned at the point. The server rounds to the column's scale. */
final class NumericEncoder implements FieldEncoder {
    private static final int GROUP_DIGITS = 4;
    private static final int HEADER_BYTES = 4 * Short.BYTES;
    /** Behind the length, the number of groups and the weight of the first. */
    private static final int SIGN_AT = Integer.BYTES + 2 * Short.BYTES;

    private static final int NEGATIVE = 0x4000;
    /** What is longer goes to the server as text. */
    private static final int LENGTH_MAX = 200;

    private static final int[] POWERS = {1, 10, 100, 1000};

    private final int integerDigitsMax;
    private final int scale;

    /** A negative precision: none is declared. */
    NumericEncoder(int precision, int scale) {
        this.integerDigitsMax = precision < 0 ? LENGTH_MAX : precision - scale;
        this.scale = precision < 0 ? LENGTH_MAX : scale;
    }

    @Override
    public Outcome encode(byte[] bytes, int start, int end, EncodedRows target) {
        boolean isSigned = end > start && (bytes[start] == '-' || bytes[start] == '+');
        int from = isSigned ? start + 1 : start;
        int point = end;
        for (int i = from; i < end; i++) {
            int c = bytes[i];
            if (c == '.' && point == end) {
                point = i;
            } else if (c < '0' || c > '9') {
                return other(bytes, start, end, target);
            }
        }
        int behind = point == end ? 0 : end - point - 1;
        if (point - from + behind == 0) {
            return other(bytes, start, end, target);
        }
        while (from < point && bytes[from] == '0') {
            from++;
        }
        int before = point - from;
        if (before + behind > LENGTH_MAX || scale < 0 || integerDigitsMax < 0) {
            return Outcome.UNSURE;
        } else if (before > integerDigitsMax) {
            return Outcome.NUMERIC_OVERFLOW;
        } else if (behind > scale && before == integerDigitsMax) {
            // Rounding may make it too large, which the server knows.
            return Outcome.UNSURE;
        }
        int sign = target.size + SIGN_AT;
        put(bytes, from, point, behind, target);
        Wire.putShort(target.bytes, sign, bytes[start] == '-' ? NEGATIVE : 0);
        return Outcome.ENCODED;
    }

    private static void put(byte[] bytes, int from, int point, int behind, EncodedRows target) {
        int groupsBefore = (point - from + GROUP_DIGITS - 1) / GROUP_DIGITS;
        int groups = groupsBefore + (behind + GROUP_DIGITS - 1) / GROUP_DIGITS;
        target.reserve(Integer.BYTES + HEADER_BYTES + groups * Short.BYTES);
        byte[] to = target.bytes;
        int at = target.size;
        Wire.putInt(to, at, HEADER_BYTES + groups * Short.BYTES);
        Wire.putShort(to, at + 4, groups);
        Wire.putShort(to, at + 6, groupsBefore - 1);
        Wire.putShort(to, at + 10, behind);
        at += Integer.BYTES + HEADER_BYTES;
        int next = from;
        for (int i = 0; i < groupsBefore; i++) {
            int upTo = point - (groupsBefore - 1 - i) * GROUP_DIGITS;
            Wire.putShort(to, at, number(bytes, next, upTo));
            next = upTo;
            at += Short.BYTES;
        }
        int last = point + 1 + behind;
        for (next = point + 1; next < last; next += GROUP_DIGITS) {
            int upTo = Math.min(last, next + GROUP_DIGITS);
            Wire.putShort(to, at, number(bytes, next, upTo) * POWERS[GROUP_DIGITS - (upTo - next)]);
            at += Short.BYTES;
        }
        target.size = at;
    }

    private static int number(byte[] bytes, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            value = value * 10 + bytes[i] - '0';
        }
        return value;
    }

    private Outcome other(byte[] bytes, int start, int end, EncodedRows target) {
        int from = Ascii.skipSpace(bytes, start, end);
        int to = Ascii.trimSpace(bytes, from, end);
        Form form = Form.of(bytes, from, to);
        if (form == Form.DECIMAL && (from > start || to < end)) {
            return encode(bytes, from, to, target);
        }
        return form == Form.NOT_A_NUMBER ? Outcome.INVALID_SYNTAX : Outcome.UNSURE;
    }
}
