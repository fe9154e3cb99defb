package io.dromedary.parquet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A byte array that grows as it is written to, and is reused. Numbers are little endian. The fields are open to the
 * loops of this package: whoever calls {@link #reserve} may write behind {@code size} and then advance it.
 */
final class GrowableBytes {
    private static final int CAPACITY_MIN = 256;
    private static final int KEPT_BYTES_MAX = 8 << 20;
    private static final int VARINT_BYTES_MAX = 10;
    private static final int SHORT_COPY_MAX = 32;

    byte[] bytes = new byte[CAPACITY_MIN];
    int size;

    /** Also lets go of an array that is larger than most uses need. */
    void clear() {
        size = 0;
        if (bytes.length > KEPT_BYTES_MAX) {
            bytes = new byte[CAPACITY_MIN];
        }
    }

    /** Makes room for so many bytes behind {@link #size}. */
    void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), bytes.length * 2));
        }
    }

    void putByte(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    void putInt(int value) {
        reserve(Integer.BYTES);
        LittleEndian.putInt(bytes, size, value);
        size += Integer.BYTES;
    }

    /** An unsigned number, seven bits a byte, the low ones first. */
    void putVarint(long value) {
        reserve(VARINT_BYTES_MAX);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    void putZigZag(long value) {
        putVarint((value << 1) ^ (value >> (Long.SIZE - 1)));
    }

    void put(byte[] source, int from, int length) {
        reserve(length + Long.BYTES);
        int to = size;
        size += length;
        if (length > SHORT_COPY_MAX || from + length + Long.BYTES > source.length) {
            System.arraycopy(source, from, bytes, to, length);
            return;
        }
        for (int i = 0; i < length; i += Long.BYTES) {
            LittleEndian.putLong(bytes, to + i, LittleEndian.getLong(source, from + i));
        }
    }

    void putInts(int[] source, int count) {
        int length = Math.multiplyExact(count, Integer.BYTES);
        reserve(length);
        tail().asIntBuffer().put(source, 0, count);
        size += length;
    }

    void putLongs(long[] source, int count) {
        int length = Math.multiplyExact(count, Long.BYTES);
        reserve(length);
        tail().asLongBuffer().put(source, 0, count);
        size += length;
    }

    private ByteBuffer tail() {
        return ByteBuffer.wrap(bytes, size, bytes.length - size).slice().order(ByteOrder.LITTLE_ENDIAN);
    }
}
