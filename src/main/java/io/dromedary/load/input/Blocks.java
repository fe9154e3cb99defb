package io.dromedary.load.input;

import io.dromedary.table.FieldBatch;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Cuts a stream into blocks of whole records. Thread-safe. */
public final class Blocks implements AutoCloseable {
    private static final int BLOCK_BYTES = 1 << 20;
    /** As large as a record may be. */
    private static final int RECORD_BYTES_MAX = 32 << 20;

    private final String name;
    private final InputStream in;
    private final Boundary boundary;
    private final AtomicLong numbers;
    private byte[] rest = new byte[0];
    private int restLength;
    private boolean isAtEnd;
    private long offset;
    private long line = 1;
    private @Nullable FieldBatch peeked;
    private int peekedBytes;

    /** Finds where records end. Its state goes on from one block to the next. */
    public interface Boundary {
        /**
         * Looks through bytes that start where a block starts.
         *
         * @param isLast whether no bytes follow
         * @return behind the end of the last whole record; 0 if there is none
         */
        int scan(byte[] bytes, int length, boolean isLast);

        /** How many lines, or what stands for them, lie before what {@link #scan} has returned. */
        int lines();
    }

    /**
     * Cuts a stream.
     *
     * @param in closed with it
     * @param numbers of the batches
     */
    public Blocks(String name, InputStream in, Boundary boundary, AtomicLong numbers) {
        this.name = name;
        this.in = in;
        this.boundary = boundary;
        this.numbers = numbers;
    }

    /** Starts a batch with the next block; whether there was one. */
    public synchronized boolean cut(FieldBatch batch) {
        FieldBatch first = peeked;
        peeked = null;
        if (first == null) {
            return cut(batch, numbers::getAndIncrement);
        }
        long number = numbers.getAndIncrement();
        batch.start(first.bytes(), peekedBytes, number, first.sourceOffset(), first.firstLine());
        batch.lineCount(first.lineCount());
        return true;
    }

    /** The first block, which stays to be read; what is appended to it is forgotten. Empty if there is none. */
    public synchronized FieldBatch peek() {
        var batch = new FieldBatch();
        if (cut(batch, () -> 0)) {
            peeked = batch;
            peekedBytes = batch.size();
        } else {
            batch.start(new byte[0], 0, 0, 0, 1);
        }
        return batch;
    }

    private boolean cut(FieldBatch batch, LongSupplier number) {
        byte[] block = batch.bytes().length >= Math.max(BLOCK_BYTES, restLength)
                ? batch.bytes()
                : new byte[Math.max(BLOCK_BYTES, restLength)];
        System.arraycopy(rest, 0, block, 0, restLength);
        int length = restLength;
        int blockBytes = Math.max(BLOCK_BYTES, restLength);
        int cut;
        while (true) {
            length += read(block, length, blockBytes);
            cut = boundary.scan(block, length, isAtEnd);
            if (isAtEnd || cut > 0) {
                break;
            } else if (blockBytes >= RECORD_BYTES_MAX) {
                throw InputFailures.damaged(
                        name, "line %,d: a record is longer than %,d MB".formatted(line, RECORD_BYTES_MAX >> 20));
            }
            blockBytes *= 2;
            block = Arrays.copyOf(block, Math.max(block.length, blockBytes));
        }
        keepRest(block, cut, length);
        if (cut == 0) {
            return false;
        }
        batch.start(block, cut, number.getAsLong(), offset, line);
        batch.lineCount(boundary.lines());
        offset += cut;
        line += boundary.lines();
        return true;
    }

    private void keepRest(byte[] block, int from, int to) {
        restLength = to - from;
        if (rest.length < restLength) {
            rest = new byte[restLength];
        }
        System.arraycopy(block, from, rest, 0, restLength);
    }

    private int read(byte[] target, int from, int to) {
        try {
            int count = in.readNBytes(target, from, to - from);
            isAtEnd = from + count < to;
            return count;
        } catch (IOException e) {
            throw InputFailures.unreadable(name, e);
        }
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw InputFailures.unreadable(name, e);
        }
    }
}
