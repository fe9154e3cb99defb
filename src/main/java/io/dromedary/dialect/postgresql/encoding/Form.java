package io.dromedary.dialect.postgresql.encoding;

/** What a text looks like where a number is wanted. */
enum Form {
    /** Digits with a point, sign and exponent, all as Java and PostgreSQL read them alike. */
    DECIMAL,
    /** Something that some version of PostgreSQL may take, such as {@code 1_000}, {@code 0x1F} or {@code NaN}. */
    SPECIAL,
    NOT_A_NUMBER;

    static Form of(byte[] bytes, int start, int end) {
        int at = start < end && (bytes[start] == '+' || bytes[start] == '-') ? start + 1 : start;
        int mantissa = at;
        int points = 0;
        while (at < end && (Ascii.isDigit(bytes[at]) || bytes[at] == '.')) {
            points += bytes[at++] == '.' ? 1 : 0;
        }
        int digits = at - mantissa - points;
        if (digits == 0 || points > 1) {
            return digits == 0 && points == 0 ? ofWord(bytes, at, end) : NOT_A_NUMBER;
        }
        if (at < end && (bytes[at] | 0x20) == 'e') {
            at++;
            at += at < end && (bytes[at] == '+' || bytes[at] == '-') ? 1 : 0;
            int exponent = at;
            while (at < end && Ascii.isDigit(bytes[at])) {
                at++;
            }
            if (at == exponent) {
                return NOT_A_NUMBER;
            }
        }
        return at == end ? DECIMAL : ofRest(bytes, at, end);
    }

    private static Form ofWord(byte[] bytes, int start, int end) {
        int first = start < end ? bytes[start] | 0x20 : 0;
        return first == 'n' || first == 'i' ? SPECIAL : NOT_A_NUMBER;
    }

    private static Form ofRest(byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            boolean isPossible = Ascii.isLetter(bytes[i]) || Ascii.isDigit(bytes[i]) || "_.+-".indexOf(bytes[i]) >= 0;
            if (!isPossible) {
                return NOT_A_NUMBER;
            }
        }
        return SPECIAL;
    }
}
