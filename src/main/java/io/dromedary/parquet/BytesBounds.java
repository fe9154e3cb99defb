package io.dromedary.parquet;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Collects the bounds of byte strings that all lie in one array, by looking at their first eight bytes; only where
 * those are equal at the rest.
 */
final class BytesBounds {
    /** Longer bounds are shortened. */
    static final int BYTES_MAX = 64;

    private final BoundsKind kind;
    private final long signFlip;
    private byte[] data = new byte[0];
    private boolean empty = true;
    private int minStart;
    private int minLength;
    private long minPrefix;
    private int maxStart;
    private int maxLength;
    private long maxPrefix;

    /** What the bytes mean: it decides their order and how they may be shortened. */
    enum BoundsKind {
        /** Two's complement, big endian, of one width of at least eight bytes. */
        DECIMAL,
        TEXT,
        BINARY
    }

    BytesBounds(BoundsKind kind) {
        this.kind = kind;
        // Prefixes are compared as signed numbers.
        signFlip = kind == BoundsKind.DECIMAL ? 0 : Long.MIN_VALUE;
    }

    /** Begins with values in this array. */
    void start(byte[] source) {
        data = source;
        empty = true;
    }

    void add(int start, int length) {
        long prefix = LittleEndian.bigEndianPrefix(data, start, length) ^ signFlip;
        if (empty) {
            setMin(start, length, prefix);
            setMax(start, length, prefix);
            empty = false;
            return;
        }
        if (prefix < minPrefix || (prefix == minPrefix && compare(start, length, minStart, minLength) < 0)) {
            setMin(start, length, prefix);
        }
        if (prefix > maxPrefix || (prefix == maxPrefix && compare(start, length, maxStart, maxLength) > 0)) {
            setMax(start, length, prefix);
        }
    }

    private int compare(int start, int length, int otherStart, int otherLength) {
        return Arrays.compareUnsigned(data, start, start + length, data, otherStart, otherStart + otherLength);
    }

    private void setMin(int start, int length, long prefix) {
        minStart = start;
        minLength = length;
        minPrefix = prefix;
    }

    private void setMax(int start, int length, long prefix) {
        maxStart = start;
        maxLength = length;
        maxPrefix = prefix;
    }

    /** The bounds of at least one value; null if there is no short bound above them. */
    @Nullable
    Bounds take() {
        byte[] min = Arrays.copyOfRange(data, minStart, minStart + lowerLength());
        byte[] max = upper();
        data = new byte[0];
        return max == null ? null : new Bounds(min, max, min.length == minLength, maxLength <= BYTES_MAX);
    }

    private int lowerLength() {
        return minLength <= BYTES_MAX ? minLength : cut(minStart);
    }

    private byte @Nullable [] upper() {
        if (maxLength <= BYTES_MAX) {
            return Arrays.copyOfRange(data, maxStart, maxStart + maxLength);
        }
        byte[] prefix = Arrays.copyOfRange(data, maxStart, maxStart + cut(maxStart));
        return kind == BoundsKind.TEXT ? UpperBound.ofText(prefix) : UpperBound.ofBytes(prefix);
    }

    /** Where to cut a long value: not inside a character. */
    private int cut(int start) {
        int length = BYTES_MAX;
        if (kind == BoundsKind.TEXT) {
            while (length > 0 && (data[start + length] & 0xC0) == 0x80) {
                length--;
            }
        }
        return length;
    }
}
