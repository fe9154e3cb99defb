package io.dromedary.load;

/**
 * How a text file separates its fields. All characters are of ASCII.
 *
 * @param delimiter stands between fields
 * @param quote stands around fields that have special characters; -1: none does
 * @param escape stands before a quote that belongs to a quoted field; mostly the quote itself
 * @param comment a line that starts with it is no record; -1: all are
 * @param hasHeader whether the first record names the fields
 * @param nullText what an unquoted field without a value says
 */
public record CsvFormat(int delimiter, int quote, int escape, int comment, boolean hasHeader, String nullText) {
    /** What RFC 4180 has, with a header. */
    public static final CsvFormat STANDARD = new CsvFormat(',', '"', '"', -1, true, "");

    public CsvFormat {
        if (delimiter == quote || delimiter == '\n' || delimiter == '\r') {
            throw new IllegalArgumentException("The delimiter cannot be a quote or the end of a line");
        }
    }
}
