package io.dromedary.load;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds where the last whole record of a block ends, without looking at fields: a line end is one that has an even
 * number of quotes before it. Counts eight bytes at once, since all threads wait for this. Not thread-safe.
 */
final class CsvBoundary {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH_BYTE = 0x0101010101010101L;
    private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;

    private final CsvFormat format;
    private final byte lineEnd;
    /** Whether a quote always changes what is quoted, wherever it stands. */
    private final boolean isParity;

    private int lastEnd;
    private int lines;
    private boolean isQuoted;

    CsvBoundary(CsvFormat format, byte lineEnd) {
        this.format = format;
        this.lineEnd = lineEnd;
        this.isParity = format.comment() == CsvFormat.NONE && format.escape() == format.quote();
    }

    /** Looks through bytes that start where a record starts. */
    void scan(byte[] bytes, int length) {
        if (isParity) {
            count(bytes, length);
            goBack(bytes, length);
        } else {
            goForward(bytes, length);
        }
    }

    private void count(byte[] bytes, int length) {
        // No byte of ASCII matches where there is no quote.
        long quotes = (format.quote() == CsvFormat.NONE ? 0xFF : format.quote()) * EACH_BYTE;
        long ends = lineEnd * EACH_BYTE;
        int quoteCount = 0;
        int endCount = 0;
        int i = 0;
        for (; i + Long.BYTES <= length; i += Long.BYTES) {
            long word = (long) LONGS.get(bytes, i);
            quoteCount += Long.bitCount(zeroBytes(word ^ quotes));
            endCount += Long.bitCount(zeroBytes(word ^ ends));
        }
        for (; i < length; i++) {
            quoteCount += bytes[i] == format.quote() ? 1 : 0;
            endCount += bytes[i] == lineEnd ? 1 : 0;
        }
        isQuoted = format.quote() != CsvFormat.NONE && (quoteCount & 1) != 0;
        lines = endCount;
    }

    /** The highest bit of each byte that is zero. */
    private static long zeroBytes(long word) {
        return ~(((word & LOW_BITS) + LOW_BITS) | word | LOW_BITS);
    }

    private void goBack(byte[] bytes, int length) {
        boolean isWithin = isQuoted;
        int i = length - 1;
        for (; i >= 0; i--) {
            if (bytes[i] == format.quote()) {
                isWithin = !isWithin;
            } else if (bytes[i] == lineEnd) {
                if (!isWithin) {
                    break;
                }
                lines--;
            }
        }
        lastEnd = i + 1;
    }

    /** What ends lines: a return does only where the first line ends with one alone. */
    static byte lineEnd(CsvFormat format, byte[] bytes, int length) {
        var quoting = new Quoting(format);
        for (int i = 0; i < length; i++) {
            quoting.next(bytes[i]);
            if (!quoting.isQuoted && (bytes[i] == '\n' || bytes[i] == '\r')) {
                boolean isAlone = i + 1 == length || bytes[i + 1] != '\n';
                return bytes[i] == '\r' && isAlone ? (byte) '\r' : (byte) '\n';
            }
        }
        return '\n';
    }

    private void goForward(byte[] bytes, int length) {
        lastEnd = 0;
        lines = 0;
        var quoting = new Quoting(format);
        int linesSeen = 0;
        for (int i = 0; i < length; i++) {
            quoting.next(bytes[i]);
            if (bytes[i] == lineEnd) {
                linesSeen++;
                if (!quoting.isQuoted) {
                    quoting.startLine();
                    lastEnd = i + 1;
                    lines = linesSeen;
                }
            }
        }
        isQuoted = quoting.isQuoted;
    }

    /** Whether a place is inside of quotes, found by looking at every byte before it. */
    private static final class Quoting {
        private final CsvFormat format;
        private boolean isLineStart = true;
        private boolean isComment;
        private boolean isEscaped;
        private boolean isQuoted;

        Quoting(CsvFormat format) {
            this.format = format;
        }

        void next(int c) {
            isComment |= isLineStart && c == format.comment();
            isLineStart = false;
            if (!isComment) {
                // As COPY does: only an escape inside of quotes counts, and not one that is escaped itself.
                boolean isEscape = isQuoted && c == format.escape() && c != format.quote();
                if (c == format.quote() && !isEscaped) {
                    isQuoted = !isQuoted;
                }
                isEscaped = isEscape && !isEscaped;
            }
        }

        void startLine() {
            isLineStart = true;
            isComment = false;
        }
    }

    /** Behind the end of the last record that is whole; 0 if there is none. */
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
