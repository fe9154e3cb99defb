package io.dromedary.load;

/** Finds where records end without looking at their fields. Its state goes on from one call to the next. */
final class CsvBoundary {
    private final CsvFormat format;
    private final byte lineEnd;

    private int lastEnd;
    private int lines;
    private boolean isQuoted;

    CsvBoundary(CsvFormat format, byte lineEnd) {
        this.format = format;
        this.lineEnd = lineEnd;
    }

    /** Looks through bytes that start where a record starts. */
    void scan(byte[] bytes, int length) {
        lastEnd = 0;
        lines = 0;
        isQuoted = false;
        boolean isEscaped = false;
        boolean isComment = false;
        boolean isLineStart = true;
        int linesSeen = 0;
        for (int i = 0; i < length; i++) {
            int c = bytes[i];
            if (isLineStart && !isQuoted && c == format.comment() && format.comment() >= 0) {
                isComment = true;
            }
            isLineStart = false;
            if (!isComment) {
                // As COPY does: only an escape inside of quotes, and not one that is escaped itself, counts.
                if (isQuoted && c == format.escape() && format.escape() != format.quote()) {
                    isEscaped = !isEscaped;
                } else {
                    if (c == format.quote() && !isEscaped) {
                        isQuoted = !isQuoted;
                    }
                    isEscaped = false;
                }
            }
            if (c == lineEnd) {
                linesSeen++;
                isLineStart = true;
                if (!isQuoted) {
                    isComment = false;
                    lastEnd = i + 1;
                    lines = linesSeen;
                }
            }
        }
    }

    /** Behind the end of the last record that is complete; 0 if there is none. */
    int lastEnd() {
        return lastEnd;
    }

    /** Ends of lines before it, those within fields too. */
    int lines() {
        return lines;
    }

    /** Whether the bytes ended inside of quotes. */
    boolean endsQuoted() {
        return isQuoted;
    }
}
