package io.dromedary.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Whole words from and to byte arrays, at any offset, as one machine instruction. */
final class LittleEndian {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG_BIG_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private LittleEndian() {}

    static int getInt(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    static long getLong(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }

    static void putInt(byte[] bytes, int at, int value) {
        INT.set(bytes, at, value);
    }

    static void putLong(byte[] bytes, int at, long value) {
        LONG.set(bytes, at, value);
    }

    /** The first eight bytes of a value as a number whose unsigned order is theirs; missing bytes count as zero. */
    static long bigEndianPrefix(byte[] bytes, int from, int length) {
        if (from + Long.BYTES <= bytes.length) {
            long word = (long) LONG_BIG_ENDIAN.get(bytes, from);
            return length >= Long.BYTES ? word : length == 0 ? 0 : word & (-1L << (Long.SIZE - Byte.SIZE * length));
        }
        long word = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            word = (word << Byte.SIZE) | (i < length ? bytes[from + i] & 0xFF : 0);
        }
        return word;
    }

    /** Up to eight bytes as a little endian number; those beyond the length are zero. */
    static long shortWord(byte[] bytes, int from, int length) {
        if (from + Long.BYTES <= bytes.length) {
            return length == 0 ? 0 : getLong(bytes, from) & (-1L >>> (Long.SIZE - Byte.SIZE * length));
        }
        long word = 0;
        for (int i = length - 1; i >= 0; i--) {
            word = (word << Byte.SIZE) | (bytes[from + i] & 0xFF);
        }
        return word;
    }
}
