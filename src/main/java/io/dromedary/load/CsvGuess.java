package io.dromedary.load;

/**
 * How a file was found to separate its fields.
 *
 * @param reason what it was found by, for people
 */
record CsvGuess(CsvFormat format, String reason) {
    /** For people. */
    String shown() {
        return "delimiter: %s, quote: %s, escape: %s; %s"
                .formatted(
                        CsvFormat.shown(format.delimiter()),
                        CsvFormat.shown(format.quote()),
                        CsvFormat.shown(format.escape()),
                        reason);
    }
}
