package io.dromedary.load;

import io.dromedary.table.FieldBatch;
import java.util.ArrayList;
import java.util.List;

/**
 * What the first block of a file would be in one format: what the parser makes of it, and not an idea of that.
 *
 * @param isClosed whether no quote is left open; a field may be cut by the end of the block
 * @param isStrict whether quotes stand around fields only
 * @param hasQuotes whether there are any
 * @param fieldsMin of the record that has fewest; empty lines do not count
 * @param hashes of the records
 */
record CsvReading(
        CsvFormat format,
        boolean isClosed,
        boolean isStrict,
        boolean hasQuotes,
        int fieldsMin,
        int fieldsMax,
        List<Long> hashes) {
    /** A field that is cut and larger than this is taken for one that nothing closes. */
    private static final int CUT_BYTES_MAX = 1 << 17;

    private static final long FACTOR = 0x9E3779B97F4A7C15L;

    CsvReading {
        hashes = List.copyOf(hashes);
    }

    static CsvReading of(CsvFormat format, byte[] bytes, boolean isWhole) {
        byte lineEnd = CsvBoundary.lineEnd(format, bytes, bytes.length);
        var boundary = new CsvBoundary(format, lineEnd);
        boundary.scan(bytes, bytes.length);
        int end = isWhole ? bytes.length : boundary.lastEnd();
        boolean isClosed = isWhole ? !boundary.endsQuoted() : bytes.length - end <= CUT_BYTES_MAX;
        var batch = new FieldBatch();
        batch.start(bytes.clone(), end, 0, 0, 1);
        new CsvParser(format, lineEnd).parse(batch);
        int min = Integer.MAX_VALUE;
        int max = 0;
        List<Long> hashes = new ArrayList<>();
        for (int row = 0; row < batch.rowCount(); row++) {
            if (batch.fieldCount(row) > 1 || batch.rawEnd(row) > batch.rawStart(row)) {
                min = Math.min(min, batch.fieldCount(row));
                max = Math.max(max, batch.fieldCount(row));
                hashes.add(hash(batch, row));
            }
        }
        boolean hasQuotes = indexOf(bytes, format.quote()) >= 0;
        boolean isStrict = !hasQuotes || isStrict(format, bytes, end);
        return new CsvReading(format, isClosed, isStrict, hasQuotes, min, max, hashes);
    }

    static int indexOf(byte[] bytes, int wanted) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static long hash(FieldBatch batch, int row) {
        long hash = 0;
        for (int i = batch.firstField(row); i < batch.firstField(row) + batch.fieldCount(row); i++) {
            hash = (hash ^ (batch.isMissing(i) ? 1 : 2)) * FACTOR;
            for (int at = batch.start(i); !batch.isMissing(i) && at < batch.end(i); at++) {
                hash = (hash ^ batch.bytes()[at]) * FACTOR;
                hash ^= hash >>> 29;
            }
        }
        return hash;
    }

    private static boolean isStrict(CsvFormat format, byte[] bytes, int end) {
        boolean isFieldStart = true;
        int at = 0;
        while (at < end) {
            int c = bytes[at];
            if (c == format.quote()) {
                at = isFieldStart ? closing(format, bytes, at + 1, end) + 1 : -1;
                if (at <= 0 || (at < end && !isFieldEnd(format, bytes[at]))) {
                    return false;
                }
            }
            isFieldStart = at < end && isFieldEnd(format, bytes[at]);
            at++;
        }
        return true;
    }

    /** Where the quote stands that closes; -1 if there is none. */
    private static int closing(CsvFormat format, byte[] bytes, int from, int end) {
        for (int at = from; at < end; at++) {
            boolean hasNext = at + 1 < end;
            if (hasNext && bytes[at] == format.escape() && bytes[at + 1] == format.quote()) {
                at++;
            } else if (hasNext && bytes[at] == format.escape() && bytes[at + 1] == format.escape()) {
                at++;
            } else if (bytes[at] == format.quote()) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isFieldEnd(CsvFormat format, int c) {
        return c == format.delimiter() || c == '\n' || c == '\r';
    }

    /** Whether there are quotes, and all around fields. */
    boolean isQuoted() {
        return hasQuotes && isStrict;
    }

    /** Whether every record has several fields. */
    boolean splitsAll(int fieldsWanted) {
        return isClosed && !hashes.isEmpty() && fieldsMin >= fieldsWanted;
    }

    boolean isConsistent(int fieldsWanted) {
        return splitsAll(fieldsWanted) && fieldsMin == fieldsMax;
    }

    /** Whether the same rows come out, as far as both have the block. */
    boolean isSameAs(CsvReading other) {
        int common = Math.min(hashes.size(), other.hashes.size());
        return hashes.subList(0, common).equals(other.hashes.subList(0, common));
    }
}
