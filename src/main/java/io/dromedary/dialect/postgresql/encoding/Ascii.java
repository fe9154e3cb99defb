package io.dromedary.dialect.postgresql.encoding;

/** What C's functions for characters say of ASCII, as PostgreSQL's input functions ask them. */
final class Ascii {
    private Ascii() {}

    static boolean isSpace(int c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean isLetter(int c) {
        return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    }

    /** The first place from {@code start} on that has no white space. */
    static int skipSpace(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end && isSpace(bytes[at])) {
            at++;
        }
        return at;
    }

    /** The end without white space before it. */
    static int trimSpace(byte[] bytes, int start, int end) {
        int at = end;
        while (at > start && isSpace(bytes[at - 1])) {
            at--;
        }
        return at;
    }

    /** Two digits as a number, or something negative or above 99. */
    static int twoDigits(byte[] bytes, int at) {
        int tens = bytes[at] - '0';
        int ones = bytes[at + 1] - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
    }

    /** Lower case, for words of a few letters. */
    static String lower(byte[] bytes, int start, int end) {
        var text = new StringBuilder(end - start);
        for (int i = start; i < end; i++) {
            text.append((char) (bytes[i] >= 'A' && bytes[i] <= 'Z' ? bytes[i] + ' ' : bytes[i] & 0xFF));
        }
        return text.toString();
    }
}
