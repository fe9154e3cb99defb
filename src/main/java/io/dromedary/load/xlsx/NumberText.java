package io.dromedary.load.xlsx;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/** The shortest decimal form of a number as workbooks write it. */
final class NumberText {
    /** So many digits come back from a double as they were. */
    private static final int DIGITS_SAFE = 15;
    /** A double is never written with more; what has more was written by who knew more. */
    private static final int DIGITS_MAX = 17;

    private static final int EXPONENT_MAX = 400;

    private NumberText() {}

    /** Whether a text can stay as it is: no exponent, and whole or with so few digits that a double keeps them. */
    static boolean isPlain(byte[] bytes, int from, int to) {
        int at = from < to && bytes[from] == '-' ? from + 1 : from;
        int digits = 0;
        int point = -1;
        for (int i = at; i < to; i++) {
            byte b = bytes[i];
            if (b >= '0' && b <= '9') {
                digits++;
            } else if (b == '.' && point < 0 && i > at && i + 1 < to) {
                point = i;
            } else {
                return false;
            }
        }
        return digits > 0 && (point < 0 || digits <= DIGITS_SAFE);
    }

    /** The form of any number; empty if a text is none. */
    static Optional<String> of(String text) {
        BigDecimal exact;
        try {
            exact = new BigDecimal(text);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
        if (Math.abs((long) exact.scale()) > EXPONENT_MAX || exact.precision() > EXPONENT_MAX) {
            return Optional.empty();
        }
        BigDecimal shortest = exact.precision() > DIGITS_MAX ? exact : shortest(exact);
        return Optional.of(
                shortest.signum() == 0 ? "0" : shortest.stripTrailingZeros().toPlainString());
    }

    private static BigDecimal shortest(BigDecimal exact) {
        double value = exact.doubleValue();
        for (int digits = DIGITS_SAFE; digits < DIGITS_MAX; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits));
            if (rounded.doubleValue() == value) {
                return rounded;
            }
        }
        return exact;
    }
}
