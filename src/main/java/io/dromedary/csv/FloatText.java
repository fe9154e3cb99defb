package io.dromedary.csv;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.Predicate;

/**
 * Floating point as PostgreSQL prints it since version 12: the fewest digits that are read back as the same number,
 * with an exponent where C's {@code %g} has one.
 */
final class FloatText {
    private static final int FIXED_EXPONENT_MIN = -4;
    private static final int DOUBLE_DIGITS = 15;
    private static final int FLOAT_DIGITS = 6;

    private FloatText() {}

    static String of(double value) {
        if (isPlain(value)) {
            return plain(value);
        }
        var digits = new BigDecimal(Double.toString(Math.abs(value)));
        BigDecimal shortest = shortest(digits, shorter -> shorter.doubleValue() == Math.abs(value));
        return text(value < 0, shortest, DOUBLE_DIGITS);
    }

    static String of(float value) {
        if (isPlain(value)) {
            return plain(value);
        }
        var digits = new BigDecimal(Float.toString(Math.abs(value)));
        BigDecimal shortest = shortest(digits, shorter -> shorter.floatValue() == Math.abs(value));
        return text(value < 0, shortest, FLOAT_DIGITS);
    }

    private static boolean isPlain(double value) {
        return value == 0 || Double.isNaN(value) || Double.isInfinite(value);
    }

    private static String plain(double value) {
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        return Double.toString(value);
    }

    /** Before version 19, Java now and then prints more digits than are needed. */
    private static BigDecimal shortest(BigDecimal digits, Predicate<BigDecimal> isSame) {
        BigDecimal shortest = digits.stripTrailingZeros();
        while (shortest.precision() > 1) {
            BigDecimal shorter = shortest.round(new MathContext(shortest.precision() - 1, RoundingMode.HALF_EVEN));
            if (!isSame.test(shorter)) {
                return shortest;
            }
            shortest = shorter.stripTrailingZeros();
        }
        return shortest;
    }

    private static String text(boolean negative, BigDecimal value, int fixedDigits) {
        int exponent = value.precision() - value.scale() - 1;
        String sign = negative ? "-" : "";
        if (exponent >= FIXED_EXPONENT_MIN && exponent < fixedDigits) {
            return sign + value.toPlainString();
        }
        String digits = value.unscaledValue().toString();
        String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
        return "%s%s%se%s%02d"
                .formatted(sign, digits.charAt(0), fraction, exponent < 0 ? "-" : "+", Math.abs(exponent));
    }
}
