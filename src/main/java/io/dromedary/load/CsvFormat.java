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

    /** What RFC 4180 has, with a header. */
    public static final CsvFormat STANDARD = new CsvFormat(',', '"', '"', CsvFormat.NONE, true, "");

    public CsvFormat {
        if (delimiter == quote || delimiter == '\n' || delimiter == '\r') {
            throw new IllegalArgumentException("The delimiter cannot be a quote or the end of a line");
        }
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
