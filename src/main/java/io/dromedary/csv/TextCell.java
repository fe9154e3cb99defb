package io.dromedary.csv;

import io.dromedary.table.ColumnVector;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Puts texts, in quotes where these are needed. */
final class TextCell implements Cell {
    private static final byte QUOTE = '"';
    private static final byte[] END_OF_COPY = {'\\', '.'};

    private final byte delimiter;
    private final byte[] nullText;
    private final boolean onlyColumn;

    /**
     * Texts of a format.
     *
     * @param onlyColumn whether a line has nothing else
     */
    TextCell(CsvFormat format, boolean onlyColumn) {
        delimiter = (byte) format.delimiter();
        nullText = format.nullText().getBytes(StandardCharsets.UTF_8);
        this.onlyColumn = onlyColumn;
    }

    @Override
    public void put(ColumnVector vector, int at, CsvBuffer out) {
        var bytes = (ColumnVector.Bytes) vector;
        put(bytes.data, bytes.starts[at], bytes.lengths[at], out);
    }

    void put(byte[] text, int from, int length, CsvBuffer out) {
        if (!needsQuotes(text, from, length)) {
            out.put(text, from, length);
            return;
        }
        out.putByte(QUOTE);
        int start = from;
        for (int i = from; i < from + length; i++) {
            if (text[i] == QUOTE) {
                out.put(text, start, i + 1 - start);
                start = i;
            }
        }
        out.put(text, start, from + length - start);
        out.putByte(QUOTE);
    }

    private boolean needsQuotes(byte[] text, int from, int length) {
        for (int i = from; i < from + length; i++) {
            byte b = text[i];
            if (b == delimiter || b == QUOTE || b == '\n' || b == '\r') {
                return true;
            }
        }
        return length == 0
                || isEqual(nullText, text, from, length)
                // A line of it alone ends the data of a COPY.
                || (onlyColumn && isEqual(END_OF_COPY, text, from, length));
    }

    private static boolean isEqual(byte[] known, byte[] text, int from, int length) {
        return known.length == length && Arrays.equals(known, 0, length, text, from, from + length);
    }
}
