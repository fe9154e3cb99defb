package io.dromedary.load;

import static java.util.stream.Collectors.joining;

import java.util.List;

/**
 * How a text file separates its fields. All characters are of ASCII.
 *
 * @param delimiter stands between fields
 * @param quote stands around fields that have special characters; {@link #NONE}: none does
 * @param escape stands before a quote that belongs to a quoted field; mostly the quote itself
 * @param comment a line that starts with it is no record; {@link #NONE}: all are
 * @param hasHeader whether the first record names the fields
 * @param nullText what an unquoted field without a value says
 */
public record CsvFormat(int delimiter, int quote, int escape, int comment, boolean hasHeader, String nullText) {
    /** Where there is no such character: what no byte is. */
    public static final int NONE = 256;

    /** Where the character is to be found out from the file; for delimiter, quote and escape. */
    public static final int AUTO = 257;

    /** What RFC 4180 has, with a header. */
    public static final CsvFormat STANDARD = new CsvFormat(',', '"', '"', CsvFormat.NONE, true, "");

    public CsvFormat {
        if ((delimiter == quote && delimiter != AUTO) || delimiter == '\n' || delimiter == '\r') {
            throw new IllegalArgumentException("The delimiter cannot be a quote or the end of a line");
        }
    }

    /** Whether something is to be found out from the file. */
    boolean isOpen() {
        return delimiter == AUTO || quote == AUTO;
    }

    /** The same with the standard's characters instead of those to be found out. */
    CsvFormat standardWhereOpen() {
        return new CsvFormat(
                delimiter == AUTO ? STANDARD.delimiter : delimiter,
                quote == AUTO ? STANDARD.quote : quote,
                escape == AUTO ? STANDARD.escape : escape,
                comment,
                hasHeader,
                nullText);
    }

    /** A character as a job says it. */
    static String shown(int character) {
        return switch (character) {
            case NONE -> "none";
            case AUTO -> "auto";
            case '\t' -> "tab";
            default -> Character.toString(character);
        };
    }

    /** Fields as one record, with its end of line; empty without fields. */
    String line(List<String> fields) {
        String record = fields.stream().map(this::field).collect(joining(Character.toString(delimiter)));
        return fields.isEmpty() ? "" : record + "\n";
    }

    private String field(String text) {
        boolean isPlain =
                quote == NONE || text.chars().noneMatch(c -> c == delimiter || c == quote || c == '\n' || c == '\r');
        if (isPlain) {
            return text;
        }
        String mark = Character.toString(quote);
        return mark + text.replace(mark, Character.toString(escape) + mark) + mark;
    }
}
