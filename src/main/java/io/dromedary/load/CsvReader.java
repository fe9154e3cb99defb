package io.dromedary.load;

import io.dromedary.dialect.LoadedRange;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.load.input.InputFailures;
import io.dromedary.table.FieldBatch;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads text files with delimiters. Under its lock, bytes are read and cut where a record ends; the fields are found by
 * the thread that has asked. Memory is a block for each thread, whatever the size of the file, unless a record is
 * larger.
 */
final class CsvReader implements RecordReader {
    static final int BLOCK_BYTES = 2 << 20;
    /** Enough for a header, mostly. */
    private static final int FIRST_BYTES = 1 << 18;
    /** Rows and fields of a block: what is kept of each takes more memory than its bytes where these are few. */
    private static final int CELLS_MAX = 400_000;
    /** Room behind the block for what is put together: an eighth of it. */
    private static final int APPENDED_PART = 8;

    private static final int KEPT_BYTES_MAX = 4 << 20;
    static final int RECORD_BYTES_MAX = 32 << 20;

    private final String name;
    private final InputStream in;
    private final CsvFormat format;
    private final byte lineEnd;
    private final CsvBoundary boundary;
    private final ThreadLocal<CsvParser> parsers;
    private final List<String> header = new ArrayList<>();
    private final Queue<LoadedRange> skipped = new ArrayDeque<>();
    private int fieldCount;
    private int blockBytes = BLOCK_BYTES;

    /** What was read behind the end of the last record. */
    private byte[] rest;

    private int restLength;
    private boolean isAtEnd;
    private final AtomicLong numbers;
    private long offset;
    private long line = 1;
    private final AtomicLong bytesRead = new AtomicLong();

    /**
     * Reads up to the first record.
     *
     * @param name what messages call the file
     * @param in UTF-8, with or without a byte order mark; closed with the reader
     */
    CsvReader(String name, InputStream in, CsvFormat format) {
        this(name, in, format, new AtomicLong());
    }

    /** The same, as one of several that number their batches together. */
    CsvReader(String name, InputStream in, CsvFormat format, AtomicLong numbers) {
        this.numbers = numbers;
        this.name = name;
        this.in = in;
        this.format = format;
        this.rest = new byte[BLOCK_BYTES];
        fillRest(FIRST_BYTES);
        if (!isAtEnd && !hasRecord()) {
            fillRest(BLOCK_BYTES);
        }
        skipByteOrderMark();
        this.lineEnd = CsvBoundary.lineEnd(format, rest, restLength);
        this.boundary = new CsvBoundary(format, lineEnd);
        this.parsers = ThreadLocal.withInitial(() -> new CsvParser(format, lineEnd));
        readFirstRecord();
    }

    private void fillRest(int limit) {
        restLength += read(rest, restLength, limit);
    }

    private boolean hasRecord() {
        var first = new CsvBoundary(format, CsvBoundary.lineEnd(format, rest, restLength));
        first.scan(rest, restLength);
        return first.lastEnd() > 0;
    }

    private void skipByteOrderMark() {
        if (restLength >= 3 && rest[0] == (byte) 0xEF && rest[1] == (byte) 0xBB && rest[2] == (byte) 0xBF) {
            dropRest(3);
        }
    }

    private void dropRest(int count) {
        System.arraycopy(rest, count, rest, 0, restLength - count);
        restLength -= count;
        offset += count;
    }

    /** Learns the number of fields from the first record, and their names if it is a header. */
    private void readFirstRecord() {
        var batch = new FieldBatch();
        byte[] copy = rest.clone();
        boundary.scan(copy, restLength);
        int length = boundary.lastEnd() == 0 ? restLength : boundary.lastEnd();
        batch.start(copy, length, 0, offset, line);
        parsers.get().parse(batch);
        if (batch.rowCount() == 0) {
            return;
        }
        fieldCount = batch.fieldCount(0);
        long cells = 2L * batch.rowCount() + batch.firstField(batch.rowCount() - 1);
        blockBytes = (int) Math.min(BLOCK_BYTES, Math.max(FIRST_BYTES, (long) CELLS_MAX * length / cells));
        if (format.hasHeader()) {
            for (int i = 0; i < fieldCount; i++) {
                header.add(batch.text(batch.firstField(0) + i));
            }
            int headerEnd = batch.rowCount() > 1 ? batch.rawStart(1) : length;
            line = batch.rowCount() > 1 ? batch.line(1) : line + boundary.lines();
            dropRest(headerEnd);
        }
    }

    @Override
    public List<String> header() {
        return List.copyOf(header);
    }

    @Override
    public int fieldCount() {
        return fieldCount;
    }

    @Override
    public boolean next(FieldBatch batch) {
        if (!cut(batch)) {
            return false;
        }
        parsers.get().parse(batch);
        return true;
    }

    @Override
    public boolean isResumable() {
        return true;
    }

    @Override
    public synchronized void skip(List<LoadedRange> loaded) {
        skipped.addAll(loaded);
    }

    /** Gives the batch the bytes of some whole records. */
    private synchronized boolean cut(FieldBatch batch) {
        skipLoaded();
        if (isAtEnd && restLength == 0) {
            return false;
        }
        // Of a small file all is there already, and its threads need no block each.
        int limit = isAtEnd ? restLength + 1 : Math.max(blockBytes, restLength);
        byte[] block = batch.bytes().length >= limit && batch.bytes().length <= KEPT_BYTES_MAX
                ? batch.bytes()
                : new byte[limit + limit / APPENDED_PART];
        System.arraycopy(rest, 0, block, 0, restLength);
        int length = restLength;
        while (true) {
            length += read(block, length, limit);
            boundary.scan(block, beforeSkipped(length));
            if (isAtEnd && boundary.endsQuoted()) {
                throw unclosed("the file ends");
            } else if (isAtEnd || boundary.lastEnd() > 0) {
                break;
            }
            limit = larger(limit);
            block = Arrays.copyOf(block, limit);
        }
        int cut = isAtEnd ? beforeSkipped(length) : boundary.lastEnd();
        keepRest(block, cut, length);
        if (cut == 0) {
            return false;
        }
        batch.start(block, cut, numbers.getAndIncrement(), offset, line);
        batch.lineCount(boundary.lines());
        offset += cut;
        line += boundary.lines();
        return true;
    }

    /** Goes behind all parts that start here. */
    private void skipLoaded() {
        while (!skipped.isEmpty() && skipped.peek().from() <= offset) {
            LoadedRange range = skipped.remove();
            long left = range.to() - offset;
            int fromRest = (int) Math.min(left, restLength);
            dropRest(fromRest);
            left -= fromRest;
            try {
                in.skipNBytes(left);
            } catch (IOException e) {
                throw InputFailures.unreadable(name, e);
            }
            bytesRead.addAndGet(left);
            offset += left;
            line += range.lines();
        }
    }

    /** So many of the bytes are not loaded already. */
    private int beforeSkipped(int length) {
        LoadedRange next = skipped.peek();
        return next == null ? length : (int) Math.min(length, next.from() - offset);
    }

    private int larger(int limit) {
        if (limit >= RECORD_BYTES_MAX) {
            throw boundary.endsQuoted()
                    ? unclosed("%,d bytes follow".formatted(limit))
                    : InputFailures.damaged(
                            name,
                            "line %d is longer than %,d bytes. Check that this is a text file, and its line ends"
                                    .formatted(line, RECORD_BYTES_MAX));
        }
        return Math.min(RECORD_BYTES_MAX, limit * 2);
    }

    private DromedaryException unclosed(String what) {
        return InputFailures.damaged(
                name,
                "in line %d or behind it a quote is opened, and %s without one that closes it.".formatted(line, what)
                        + " Check the file's end and the quote character");
    }

    private void keepRest(byte[] block, int from, int to) {
        restLength = to - from;
        if (rest.length < restLength) {
            rest = new byte[restLength];
        }
        System.arraycopy(block, from, rest, 0, restLength);
    }

    /** Fills an array up to a limit; fewer bytes only at the end. */
    private int read(byte[] target, int from, int to) {
        try {
            int count = in.readNBytes(target, from, to - from);
            isAtEnd = from + count < to;
            bytesRead.addAndGet(count);
            return count;
        } catch (IOException e) {
            throw InputFailures.unreadable(name, e);
        }
    }

    @Override
    public long bytesRead() {
        return bytesRead.get();
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw DromedaryException.permanent(
                    FailureCategory.SOURCE, "%s cannot be closed: %s".formatted(name, e.getMessage()), e);
        }
    }
}
