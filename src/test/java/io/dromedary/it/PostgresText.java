package io.dromedary.it;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes the text that PostgreSQL prints of arrays, composites, ranges, multiranges and hstore apart. Parts are told from
 * each other by quotes and brackets; inside of quotes a backslash escapes a character, and two quotes are one.
 */
final class PostgresText {
    private static final String EMPTY_RANGE = "empty";

    private final String text;
    private int at;

    private PostgresText(String text) {
        this.text = text;
    }

    /**
     * A part of a value.
     *
     * @param quoted an unquoted one may stand for a missing value
     */
    private record Part(String text, boolean quoted) {
        <T> @Nullable T read(String missing, Function<String, T> of) {
            return !quoted && text.equals(missing) ? null : of.apply(text);
        }
    }

    /** The elements of an array or, if it has several dimensions, lists of lists of them. */
    static List<@Nullable Object> array(String text, Function<String, Object> element) {
        var scanner = new PostgresText(text);
        return scanner.list(() -> scanner.element(element));
    }

    /** How many dimensions an array has; 0 if it has no elements. */
    static int dimensions(String array) {
        String elements = array.substring(array.indexOf('{'));
        int dimensions = elements.length() - elements.replaceFirst("^\\{+", "").length();
        return elements.equals("{}") ? 0 : dimensions;
    }

    /** The ranges of a multirange. */
    static List<@Nullable Object> multirange(String text, Function<String, Object> bound) {
        var scanner = new PostgresText(text);
        return scanner.list(() -> scanner.nextRange(bound));
    }

    /** The bounds of a range, whether they belong to it, and whether it is empty. */
    static List<@Nullable Object> range(String text, Function<String, Object> bound) {
        List<@Nullable Object> empty = new ArrayList<>();
        empty.add(null);
        empty.add(null);
        empty.addAll(List.of("f", "f", "t"));
        return text.equals(EMPTY_RANGE) ? empty : new PostgresText(text).nextRange(bound);
    }

    /** The fields of a composite. */
    static List<@Nullable Object> composite(String text, List<Function<String, Object>> fields) {
        var scanner = new PostgresText(text);
        List<@Nullable Object> values = new ArrayList<>();
        for (Function<String, Object> field : fields) {
            scanner.at++;
            values.add(scanner.part(",)").read("", field));
        }
        scanner.requireEnd(")");
        return values;
    }

    /** The keys of an hstore, each with its value. */
    static List<@Nullable Object> hstore(String text) {
        var scanner = new PostgresText(text);
        List<@Nullable Object> entries = new ArrayList<>();
        while (scanner.at < text.length()) {
            List<@Nullable Object> entry = new ArrayList<>();
            entry.add(scanner.part("=").text());
            scanner.at += "=>".length();
            entry.add(scanner.part(",").read("NULL", value -> value));
            entries.add(entry);
            scanner.at += ", ".length();
        }
        return entries;
    }

    /** What reads the next element of a list. */
    private interface Next {
        @Nullable
        Object read();
    }

    private List<@Nullable Object> list(Next next) {
        List<@Nullable Object> values = new ArrayList<>();
        at++;
        while (text.charAt(at) != '}') {
            values.add(next.read());
            at += text.charAt(at) == ',' ? 1 : 0;
        }
        at++;
        return values;
    }

    private @Nullable Object element(Function<String, Object> element) {
        return text.charAt(at) == '{'
                ? list(() -> element(element))
                : part(",}").read("NULL", element);
    }

    private List<@Nullable Object> nextRange(Function<String, Object> bound) {
        List<@Nullable Object> range = new ArrayList<>();
        String lowerInclusive = text.charAt(at) == '[' ? "t" : "f";
        at++;
        range.add(part(",").read("", bound));
        at++;
        range.add(part(")]").read("", bound));
        range.addAll(List.of(lowerInclusive, text.charAt(at) == ']' ? "t" : "f", "f"));
        at++;
        return range;
    }

    /** Up to one of the characters, outside of quotes. */
    private Part part(String ends) {
        var part = new StringBuilder();
        boolean isInside = false;
        boolean quoted = false;
        for (; at < text.length() && (isInside || ends.indexOf(text.charAt(at)) < 0); at++) {
            char character = text.charAt(at);
            if (character == '\\') {
                part.append(text.charAt(++at));
            } else if (character != '"') {
                part.append(character);
            } else if (isInside && at + 1 < text.length() && text.charAt(at + 1) == '"') {
                part.append(text.charAt(++at));
            } else {
                isInside = !isInside;
                quoted = true;
            }
        }
        return new Part(part.toString(), quoted);
    }

    private void requireEnd(String end) {
        if (!text.substring(at).equals(end)) {
            throw new AssertionError("Not understood from character %d on: %s".formatted(at, text));
        }
    }
}
