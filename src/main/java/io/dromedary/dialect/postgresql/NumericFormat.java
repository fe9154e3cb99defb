package io.dromedary.dialect.postgresql;

import io.dromedary.table.ColumnType;

/**
 * How binary COPY writes a {@code numeric}: digit groups to the base of 10,000 without leading or trailing zero groups,
 * the power of the first group, a sign. Reads it as an integer of the column's scale without an object in between.
 */
final class NumericFormat {
    static final int GROUP = 10_000;
    static final int GROUP_DIGITS = 4;

    private static final int HEADER_BYTES = 8;
    private static final int POSITIVE = 0;
    private static final int NEGATIVE = 0x4000;
    private static final long[] POWERS = powers();

    private final ColumnType.Decimal type;

    NumericFormat(ColumnType.Decimal type) {
        this.type = type;
    }

    private static long[] powers() {
        long[] powers = new long[19];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = 10 * powers[i - 1];
        }
        return powers;
    }

    /** Ten to the power of 0 to 18. */
    static long power(int exponent) {
        return POWERS[exponent];
    }

    static int groupCount(byte[] wire, int at) {
        return BigEndian.getShort(wire, at);
    }

    static int group(byte[] wire, int at, int index) {
        return BigEndian.getShort(wire, at + HEADER_BYTES + Short.BYTES * index);
    }

    static boolean isNegative(byte[] wire, int at) {
        return sign(wire, at) == NEGATIVE;
    }

    private static int sign(byte[] wire, int at) {
        return BigEndian.getShort(wire, at + 2 * Short.BYTES) & 0xFFFF;
    }

    static int weight(byte[] wire, int at) {
        return BigEndian.getShort(wire, at + Short.BYTES);
    }

    /** The power of ten that the last group counts in units of the column's scale; at least -3 after {@link #check}. */
    int lastExponent(byte[] wire, int at) {
        return (weight(wire, at) - groupCount(wire, at) + 1) * GROUP_DIGITS + type.scale();
    }

    /**
     * Makes sure that the number is one and fits precision and scale, so that no arithmetic behind it can overflow or
     * round.
     */
    void check(byte[] wire, int at, int row) throws UnfitValueException {
        int groups = groupCount(wire, at);
        requireWhole(wire, at, row);
        if (isSpecial(wire, at)) {
            String value = special(wire, at);
            String reason = value + " is no decimal; exclude the row with where_clause or set special_values";
            throw UnfitValueException.special(row, reason, value);
        }
        if (groups == 0) {
            return;
        }
        int digits = digits(group(wire, at, 0)) + weight(wire, at) * GROUP_DIGITS + type.scale();
        int beyondScale = -lastExponent(wire, at);
        if (digits > type.precision()
                || beyondScale >= GROUP_DIGITS
                || (beyondScale > 0 && group(wire, at, groups - 1) % (int) power(beyondScale) != 0)) {
            throw UnfitValueException.data(
                    row,
                    "the number does not fit numeric(%d,%d); cast the column in a query"
                            .formatted(type.precision(), type.scale()));
        }
    }

    /** The number times ten to the power of the scale, of a column with up to 18 digits. */
    long unscaledLong(byte[] wire, int at, int row) throws UnfitValueException {
        check(wire, at, row);
        int groups = groupCount(wire, at);
        if (groups == 0) {
            return 0;
        }
        long value = 0;
        for (int i = 0; i < groups - 1; i++) {
            value = value * GROUP + group(wire, at, i);
        }
        int last = group(wire, at, groups - 1);
        int exponent = lastExponent(wire, at);
        if (exponent >= 0) {
            value = (value * GROUP + last) * POWERS[exponent];
        } else {
            value = value * POWERS[GROUP_DIGITS + exponent] + last / (int) POWERS[-exponent];
        }
        return isNegative(wire, at) ? -value : value;
    }

    private static int digits(int group) {
        if (group < 100) {
            return group < 10 ? 1 : 2;
        }
        return group < 1000 ? 3 : GROUP_DIGITS;
    }

    static void requireWhole(byte[] wire, int at, int row) throws UnfitValueException {
        ColumnDecoder.requireWidth(HEADER_BYTES + Short.BYTES * groupCount(wire, at), wire, at, row);
    }

    /** Whether it is no number. */
    static boolean isSpecial(byte[] wire, int at) {
        int sign = sign(wire, at);
        return sign != POSITIVE && sign != NEGATIVE;
    }

    /** How many digits behind the point PostgreSQL prints. */
    static int shownScale(byte[] wire, int at) {
        return BigEndian.getShort(wire, at + 3 * Short.BYTES) & 0xFFFF;
    }

    /** The name of what is no number. */
    static String special(byte[] wire, int at) {
        return switch (sign(wire, at)) {
            case 0xD000 -> "Infinity";
            case 0xF000 -> "-Infinity";
            default -> "NaN";
        };
    }
}
