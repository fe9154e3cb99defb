package io.dromedary.load;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Types that the values of a column may all have, the narrowest first and text last. A set of them is a number with a
 * bit for each, in this order. A value has one only if it comes back from a
 * column of that type as it was, but for the spelling: numbers with leading zeros, for example, are texts.
 */
enum InferredType {
    BOOLEAN("boolean") {
        @Override
        boolean fits(String value) {
            return value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
        }
    },
    INTEGER("integer") {
        @Override
        boolean fits(String value) {
            return value.length() <= 11
                    && isWhole(value)
                    && Long.parseLong(value) >= Integer.MIN_VALUE
                    && Long.parseLong(value) <= Integer.MAX_VALUE;
        }
    },
    BIGINT("bigint") {
        @Override
        boolean fits(String value) {
            return value.length() <= 20 && isWhole(value) && (value.length() < 19 || isLong(value));
        }
    },
    NUMERIC("numeric") {
        @Override
        boolean fits(String value) {
            int point = value.indexOf('.');
            if (point < 0) {
                return value.length() <= DIGITS_MAX && isWhole(value);
            }
            String whole = value.substring(0, point);
            return value.length() <= DIGITS_MAX
                    && (isWhole(whole) || whole.equals("-0"))
                    && point < value.length() - 1
                    && isDigits(value, point + 1);
        }
    },
    DATE("date") {
        @Override
        boolean fits(String value) {
            return value.length() == 10 && DATE_FORM.matcher(value).matches() && isDate(value);
        }
    },
    TIMESTAMP("timestamp") {
        @Override
        boolean fits(String value) {
            Matcher form = TIMESTAMP_FORM.matcher(value);
            return form.matches() && form.group(2) == null && isDate(form.group(1));
        }
    },
    TIMESTAMPTZ("timestamptz") {
        @Override
        boolean fits(String value) {
            Matcher form = TIMESTAMP_FORM.matcher(value);
            return form.matches() && form.group(2) != null && isDate(form.group(1));
        }
    },
    UUID("uuid") {
        @Override
        boolean fits(String value) {
            return value.length() == 36 && UUID_FORM.matcher(value).matches();
        }
    },
    JSON("json") {
        @Override
        boolean fits(String value) {
            return (value.startsWith("{") || value.startsWith("[")) && JsonText.isValid(value);
        }
    },
    TEXT("text") {
        @Override
        boolean fits(String value) {
            return true;
        }
    };

    /** So many bits are set where every type is possible. */
    static final int ALL = (1 << values().length) - 1;

    private static final List<InferredType> TYPES = List.of(values());
    private static final int ONLY_TEXT = Integer.highestOneBit(ALL);
    /** Far below what the database takes. */
    private static final int DIGITS_MAX = 300;

    private static final Pattern DATE_FORM = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final Pattern TIMESTAMP_FORM =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)[ T](?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d{1,6})?)?"
                    + "(Z|[+-](?:0\\d|1[0-4])(?::?[0-5]\\d)?)?");
    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private final String sql;

    InferredType(String sql) {
        this.sql = sql;
    }

    /** The type's name for the database. */
    String sql() {
        return sql;
    }

    /** Whether a value has this type. */
    abstract boolean fits(String value);

    /** Which types of a set, one bit each, are possible once there is another value. */
    static int narrow(int possible, byte[] bytes, int start, int end) {
        if (possible == ONLY_TEXT) {
            return possible;
        }
        String value = new String(bytes, start, end - start, StandardCharsets.UTF_8);
        int left = ONLY_TEXT;
        for (int i = 0; i < TYPES.size(); i++) {
            int bit = 1 << i;
            if ((possible & bit) != 0 && (left & bit) == 0 && TYPES.get(i).fits(value)) {
                left |= bit;
            }
        }
        return left;
    }

    /** The narrowest of a set; text, if there was no value. */
    static InferredType narrowest(int possible) {
        return possible == ALL ? TEXT : TYPES.get(Integer.numberOfTrailingZeros(possible));
    }

    private static boolean isWhole(String value) {
        int from = value.startsWith("-") ? 1 : 0;
        return value.length() > from && isDigits(value, from) && (value.charAt(from) != '0' || value.equals("0"));
    }

    private static boolean isDigits(String value, int from) {
        for (int i = from; i < value.length(); i++) {
            if (value.charAt(i) < '0' || value.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLong(String value) {
        try {
            Long.parseLong(value);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean isDate(String value) {
        try {
            return LocalDate.of(
                                    Integer.parseInt(value.substring(0, 4)),
                                    Integer.parseInt(value.substring(5, 7)),
                                    Integer.parseInt(value.substring(8)))
                            .getYear()
                    > 0;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
