package io.dromedary.dialect.postgresql.encoding;

import io.dromedary.dialect.EncodedRows;
import java.nio.charset.StandardCharsets;

/** {@code real} and {@code double precision}: the nearest number, as strtof and strtod have it. */
final class FloatEncoder implements FieldEncoder {
    private static final double[] POWERS = powers();
    /** Numbers up to this are exact in a double; so are these powers of ten: one operation then rounds once. */
    private static final long EXACT_MAX = 1L << 53;

    private static final int DIGITS_MAX = 18;

    private final boolean isDouble;

    FloatEncoder(boolean isDouble) {
        this.isDouble = isDouble;
    }

    private static double[] powers() {
        double[] powers = new double[23];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }

    @Override
    public Outcome encode(byte[] bytes, int start, int end, EncodedRows target) {
        boolean isNegative = end > start && bytes[start] == '-';
        int first = isNegative ? start + 1 : start;
        if (end - first > DIGITS_MAX) {
            return encodeOther(bytes, start, end, target);
        }
        long digits = 0;
        int point = -1;
        for (int i = first; i < end; i++) {
            int digit = bytes[i] - '0';
            if (digit >= 0 && digit <= 9) {
                digits = digits * 10 + digit;
            } else if (bytes[i] == '.' && point < 0) {
                point = i;
            } else {
                return encodeOther(bytes, start, end, target);
            }
        }
        int behind = point < 0 ? 0 : end - point - 1;
        int count = end - first - (point < 0 ? 0 : 1);
        // A float of a double that was rounded may be another than that of the text: only doubles take this way.
        if (count == 0 || digits > EXACT_MAX || !isDouble) {
            return encodeOther(bytes, start, end, target);
        }
        double value = digits / POWERS[behind];
        return put(isNegative ? -value : value, target);
    }

    private Outcome encodeOther(byte[] bytes, int start, int end, EncodedRows target) {
        int from = Ascii.skipSpace(bytes, start, end);
        int to = Ascii.trimSpace(bytes, from, end);
        Form form = Form.of(bytes, from, to);
        if (form != Form.DECIMAL) {
            return form == Form.NOT_A_NUMBER ? Outcome.INVALID_SYNTAX : Outcome.UNSURE;
        }
        String text = new String(bytes, from, to - from, StandardCharsets.US_ASCII);
        double value = isDouble ? Double.parseDouble(text) : Float.parseFloat(text);
        if (Double.isInfinite(value)) {
            return Outcome.FLOAT_OUT_OF_RANGE;
        }
        // Zero may be too small a number, which is refused.
        return value == 0 && text.chars().anyMatch(c -> c >= '1' && c <= '9') ? Outcome.UNSURE : put(value, target);
    }

    private Outcome put(double value, EncodedRows target) {
        target.reserve(Integer.BYTES + Long.BYTES);
        if (isDouble) {
            Wire.putInt(target.bytes, target.size, Double.BYTES);
            Wire.putLong(target.bytes, target.size + Integer.BYTES, Double.doubleToRawLongBits(value));
            target.size += Integer.BYTES + Double.BYTES;
        } else {
            Wire.putInt(target.bytes, target.size, Float.BYTES);
            Wire.putInt(target.bytes, target.size + Integer.BYTES, Float.floatToRawIntBits((float) value));
            target.size += Integer.BYTES + Float.BYTES;
        }
        return Outcome.ENCODED;
    }
}
