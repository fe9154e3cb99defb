package io.dromedary.csv;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * How CSV looks. It is UTF-8; quotes are {@code "}, doubled inside of quotes; an empty text is {@code ""}.
 *
 * @param header whether the first line has the names of the columns
 * @param nullText what stands for a value that is missing, never in quotes; a value of the same text is quoted
 * @param delimiter what stands between values
 * @param lineEnd how lines end
 */
public record CsvFormat(boolean header, String nullText, char delimiter, LineEnd lineEnd) {
    /** What may stand between values: nothing that numbers, times and bytes are written with. */
    public static final List<Character> DELIMITERS = List.of(',', ';', '|', '\t');

    /** What a specification does not say. Behind what its check needs. */
    public static final CsvFormat DEFAULT = new CsvFormat(true, "", ',', LineEnd.CRLF);

    public CsvFormat {
        requireNonNull(lineEnd, "lineEnd");
        if (!DELIMITERS.contains(delimiter) || !isPossible(nullText, delimiter)) {
            throw new IllegalArgumentException(
                    "No CSV has the delimiter '%s' and the null text '%s'".formatted(delimiter, nullText));
        }
    }

    /** Whether a text can stand for values that are missing: it needs no quotes. */
    public static boolean isPossible(String nullText, char delimiter) {
        return nullText.chars().noneMatch(c -> c == '"' || c == '\r' || c == '\n' || c == delimiter);
    }

    /** How lines end. */
    public enum LineEnd {
        /** As RFC 4180 has it. */
        CRLF("\r\n"),
        /** As PostgreSQL writes it. */
        LF("\n");

        private final String text;

        LineEnd(String text) {
            this.text = text;
        }

        /** The characters. */
        String text() {
            return text;
        }
    }
}
