package io.dromedary.load.xlsx;

import java.util.Locale;
import java.util.regex.Pattern;

/** What the number of a cell stands for, by its format. */
enum NumberKind {
    NUMBER,
    DATE,
    DATE_TIME,
    TIME,
    /** Hours, minutes or seconds that go on counting. */
    ELAPSED;

    private static final Pattern LITERAL = Pattern.compile("\"[^\"]*\"|\\\\.|_.|\\*.");
    private static final Pattern COUNTING = Pattern.compile("(?i)\\[(h+|m+|s+)\\]");
    private static final Pattern BRACKETS = Pattern.compile("\\[[^\\]]*\\]");

    /** Of a format that Excel knows by its number. */
    static NumberKind ofNumber(int format) {
        if (isIn(format, 14, 17) || isIn(format, 27, 31) || format == 36 || isIn(format, 50, 58)) {
            return DATE;
        } else if (isIn(format, 18, 21) || isIn(format, 32, 35) || format == 45 || format == 47) {
            return TIME;
        } else if (format == 22) {
            return DATE_TIME;
        }
        return format == 46 ? ELAPSED : NUMBER;
    }

    private static boolean isIn(int format, int first, int last) {
        return format >= first && format <= last;
    }

    /** Of a format as it is written, such as {@code yyyy\-mm\-dd}. */
    static NumberKind ofCode(String code) {
        String positive = LITERAL.matcher(code).replaceAll("").split(";", 2)[0];
        if (COUNTING.matcher(positive).find()) {
            return ELAPSED;
        }
        String letters = BRACKETS.matcher(positive).replaceAll("").toLowerCase(Locale.ROOT);
        if (letters.contains("general")) {
            return NUMBER;
        }
        boolean hasTime = letters.indexOf('h') >= 0 || letters.indexOf('s') >= 0;
        // An m is a minute beside hours or seconds, else a month.
        boolean hasDay = letters.indexOf('y') >= 0 || letters.indexOf('d') >= 0;
        boolean hasMonth = letters.indexOf('m') >= 0 && !hasTime;
        if (hasTime) {
            return hasDay ? DATE_TIME : TIME;
        }
        return hasDay || hasMonth ? DATE : NUMBER;
    }
}
