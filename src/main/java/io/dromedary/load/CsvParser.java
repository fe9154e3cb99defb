package io.dromedary.load;

import io.dromedary.table.FieldBatch;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds the fields in whole records, as PostgreSQL's COPY does: a quote opens or closes quoting wherever it stands, and
 * only a field without any can be null. Works on the bytes; all that it looks for is ASCII. Not thread-safe.
 */
final class CsvParser {
    private static final byte PLAIN = 0;
    private static final byte DELIMITER = 1;
    private static final byte QUOTE = 2;
    private static final byte LINE_END = 3;

    private final CsvFormat format;
    private final byte lineEnd;
    private final byte[] kinds = new byte[256];
    private final byte[] nullText;
    private final byte[] unescaped = new byte[1];

    private FieldBatch batch = new FieldBatch();
    private byte[] bytes = new byte[0];
    private int end;
    private int at;
    private int line;

    /** For lines that end with that byte. */
    CsvParser(CsvFormat format, byte lineEnd) {
        this.format = format;
        this.lineEnd = lineEnd;
        this.nullText = format.nullText().getBytes(StandardCharsets.UTF_8);
        kinds[format.delimiter()] = DELIMITER;
        kinds[lineEnd] = LINE_END;
        if (format.quote() >= 0) {
            kinds[format.quote()] = QUOTE;
        }
    }

    /** Adds the fields of all records in the batch's bytes, which end where a record ends. */
    void parse(FieldBatch target) {
        batch = target;
        bytes = target.bytes();
        end = target.size();
        at = 0;
        line = 0;
        while (at < end) {
            if (bytes[at] == format.comment() && format.comment() >= 0) {
                skipLine();
            } else {
                parseRecord();
            }
        }
    }

    private void skipLine() {
        while (at < end && bytes[at] != lineEnd) {
            at++;
        }
        at++;
        line++;
    }

    private void parseRecord() {
        int recordStart = at;
        int recordLine = line;
        boolean isLast = false;
        while (!isLast) {
            isLast = parseField();
        }
        batch.endRow(recordStart, withoutReturn(recordStart, Math.min(end, at - 1)), recordLine);
    }

    /** Also stands behind what has ended the field; whether that was the record's end. */
    private boolean parseField() {
        int start = at;
        int position = start;
        byte kind = LINE_END;
        while (position < end && (kind = kinds[bytes[position] & 0xFF]) == PLAIN) {
            position++;
        }
        if (kind == QUOTE) {
            return parseQuoted(start, position);
        }
        boolean isLast = kind == LINE_END || position == end;
        putPlain(start, isLast ? withoutReturn(start, position) : position);
        if (isLast) {
            line++;
        }
        at = position + 1;
        return isLast;
    }

    private void putPlain(int start, int fieldEnd) {
        if (fieldEnd - start == nullText.length
                && (nullText.length == 0 || Arrays.equals(bytes, start, fieldEnd, nullText, 0, nullText.length))) {
            batch.missingField(start);
        } else {
            batch.field(start, fieldEnd);
        }
    }

    /** A field that has a quote, mostly as its first character. */
    private boolean parseQuoted(int start, int firstQuote) {
        if (firstQuote == start) {
            int close = closingQuote(start + 1);
            int next = close + 1;
            byte kind = next < end ? kinds[bytes[next] & 0xFF] : LINE_END;
            if (kind == PLAIN && bytes[next] == '\r' && lineEnd == '\n' && isLineEnd(next + 1)) {
                next++;
                kind = LINE_END;
            }
            if (close < end && (kind == DELIMITER || kind == LINE_END) && !hasEscape(start + 1, close)) {
                batch.field(start + 1, close);
                at = next + 1;
                line += kind == LINE_END ? 1 : 0;
                return kind == LINE_END;
            }
        }
        line = lineOf(start);
        return parseMixed(start);
    }

    private boolean isLineEnd(int position) {
        return position == end || (position < end && bytes[position] == lineEnd);
    }

    /** The next quote; counts lines on the way. */
    private int closingQuote(int from) {
        int position = from;
        int quote = format.quote();
        int lines = 0;
        while (position < end && bytes[position] != quote) {
            lines += bytes[position] == lineEnd ? 1 : 0;
            position++;
        }
        countedFrom = from;
        counted = lines;
        line += lines;
        return position;
    }

    private int countedFrom;
    private int counted;

    /** Takes back the lines that were counted in a field which is read again. */
    private int lineOf(int start) {
        return countedFrom == start + 1 ? line - counted : line;
    }

    private boolean hasEscape(int from, int to) {
        if (format.escape() == format.quote()) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (bytes[i] == format.escape()) {
                return true;
            }
        }
        return false;
    }

    /** A field whose text is not a slice of the file: its pieces are put together behind it. */
    private boolean parseMixed(int start) {
        int quote = format.quote();
        int escape = format.escape();
        boolean isQuoted = false;
        int position = start;
        int textStart = batch.size();
        for (; position < end; position++) {
            int c = bytes[position];
            if (!isQuoted) {
                byte kind = kinds[c & 0xFF];
                if (kind == DELIMITER || kind == LINE_END) {
                    break;
                } else if (kind == QUOTE) {
                    isQuoted = true;
                    continue;
                } else if (c == '\r' && lineEnd == '\n' && isLineEnd(position + 1)) {
                    continue;
                }
            } else if (c == escape && position + 1 < end && isEscapable(bytes[position + 1])) {
                c = bytes[++position];
            } else if (c == quote) {
                isQuoted = false;
                continue;
            }
            line += c == lineEnd ? 1 : 0;
            unescaped[0] = (byte) c;
            batch.append(unescaped, 0, 1);
        }
        boolean isLast = position == end || bytes[position] == lineEnd;
        batch.field(textStart, batch.size());
        bytes = batch.bytes();
        line += isLast ? 1 : 0;
        at = position + 1;
        return isLast;
    }

    private boolean isEscapable(int c) {
        return c == format.quote() || c == format.escape();
    }

    private int withoutReturn(int start, int position) {
        return lineEnd == '\n' && position > start && bytes[position - 1] == '\r' ? position - 1 : position;
    }
}
