package io.dromedary.load;

import io.dromedary.table.FieldBatch;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds the fields in whole records, as PostgreSQL's COPY does: a quote opens or closes quoting wherever it stands, and
 * only a field without any can be missing. Works on the bytes; all that it looks for is ASCII. Not thread-safe.
 */
final class CsvParser {
    private static final byte DELIMITER = 1;
    private static final byte QUOTE = 2;
    private static final byte LINE_END = 3;

    private final CsvFormat format;
    private final byte lineEnd;
    private final byte[] kinds = new byte[256];
    private final byte[] nullText;
    private final boolean mayHaveReturn;
    private final ByteScan scan;
    private final ByteScan quotedScan;

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
        this.mayHaveReturn = lineEnd == '\n';
        this.scan = new ByteScan(format.delimiter(), lineEnd, format.quote());
        this.quotedScan = new ByteScan(format.quote(), lineEnd, format.escape());
        kinds[format.delimiter()] = DELIMITER;
        kinds[lineEnd] = LINE_END;
        if (format.quote() != CsvFormat.NONE) {
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
            if (bytes[at] == format.comment()) {
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
        int start = at;
        int startLine = line;
        int rawEnd = -1;
        while (rawEnd < 0) {
            rawEnd = at < end && bytes[at] == format.quote() ? parseQuoted() : parsePlain();
        }
        line++;
        batch.endRow(start, rawEnd, startLine);
    }

    /** Goes behind a field without quotes and what has ended it. Where the record ends, or -1 if it goes on. */
    private int parsePlain() {
        int start = at;
        int position = scan.next(bytes, start, end);
        byte kind = position < end ? kinds[bytes[position] & 0xFF] : LINE_END;
        if (kind == DELIMITER) {
            putPlain(start, position);
            at = position + 1;
            return -1;
        } else if (kind == QUOTE) {
            return parseMixed(start);
        }
        int fieldEnd = withoutReturn(start, position);
        putPlain(start, fieldEnd);
        at = position + 1;
        return fieldEnd;
    }

    private void putPlain(int start, int fieldEnd) {
        if (fieldEnd - start == nullText.length
                && (fieldEnd == start || Arrays.equals(bytes, start, fieldEnd, nullText, 0, nullText.length))) {
            batch.missingField(start);
        } else {
            batch.field(start, fieldEnd);
        }
    }

    private int withoutReturn(int start, int position) {
        return mayHaveReturn && position > start && bytes[position - 1] == '\r' ? position - 1 : position;
    }

    /** The same for a field that starts with a quote, and mostly ends with the next one. */
    private int parseQuoted() {
        byte[] from = bytes;
        int start = at;
        int limit = end;
        int quote = format.quote();
        int lines = 0;
        int close = quotedScan.next(from, start + 1, limit);
        while (close < limit && from[close] == lineEnd) {
            lines++;
            close = quotedScan.next(from, close + 1, limit);
        }
        if (close >= limit || from[close] != quote) {
            return parseMixed(start);
        }
        int next = close + 1;
        if (mayHaveReturn && next + 1 < limit && from[next] == '\r' && from[next + 1] == '\n') {
            next++;
        }
        byte kind = next < limit ? kinds[from[next] & 0xFF] : LINE_END;
        if (kind != LINE_END && (kind != DELIMITER || next > close + 1)) {
            return parseMixed(start);
        }
        batch.field(start + 1, close);
        line += lines;
        at = next + 1;
        return kind == DELIMITER ? -1 : close + 1;
    }

    /** The same for a field whose text is not a slice of the file: it is put together behind it. */
    private int parseMixed(int start) {
        var text = new QuotedText(end - start);
        boolean isQuoted = false;
        int position = start;
        for (; position < end; position++) {
            int c = bytes[position];
            if (!isQuoted) {
                byte kind = kinds[c & 0xFF];
                if (kind == DELIMITER || kind == LINE_END) {
                    break;
                } else if (kind == QUOTE) {
                    isQuoted = true;
                    continue;
                }
            } else if (c == format.escape() && position + 1 < end && isEscapable(bytes[position + 1])) {
                c = bytes[++position];
            } else if (c == format.quote()) {
                isQuoted = false;
                continue;
            }
            line += c == lineEnd ? 1 : 0;
            text.add(c);
        }
        boolean isLast = position == end || bytes[position] == lineEnd;
        int rawEnd = isLast ? withoutReturn(start, position) : position;
        int textStart = batch.append(text.bytes, 0, text.size - (position - rawEnd));
        batch.field(textStart, batch.size());
        bytes = batch.bytes();
        at = position + 1;
        return isLast ? rawEnd : -1;
    }

    private boolean isEscapable(int c) {
        return c == format.quote() || c == format.escape();
    }

    /** Bytes in the order they are found. */
    private static final class QuotedText {
        private static final int CAPACITY_AT_FIRST = 256;

        private byte[] bytes;
        private int size;

        QuotedText(int sizeMax) {
            bytes = new byte[Math.min(sizeMax, CAPACITY_AT_FIRST)];
        }

        void add(int value) {
            if (size == bytes.length) {
                bytes = Arrays.copyOf(bytes, size * 2);
            }
            bytes[size++] = (byte) value;
        }
    }
}
