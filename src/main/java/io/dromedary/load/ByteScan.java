package io.dromedary.load;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds the next of up to three bytes, eight bytes at once. */
final class ByteScan {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH_BYTE = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private final int first;
    private final int second;
    private final int third;
    private final long firsts;
    private final long seconds;
    private final long thirds;

    /** Characters that are none, such as {@link CsvFormat#NONE}, are left out. */
    ByteScan(int first, int second, int third) {
        this.first = first < CsvFormat.NONE ? first : second;
        this.second = second;
        this.third = third < CsvFormat.NONE ? third : second;
        this.firsts = this.first * EACH_BYTE;
        this.seconds = this.second * EACH_BYTE;
        this.thirds = this.third * EACH_BYTE;
    }

    /** Where the next of them stands, or the end. */
    int next(byte[] bytes, int from, int end) {
        int at = from;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            long word = (long) LONGS.get(bytes, at);
            long found = zeros(word ^ firsts) | zeros(word ^ seconds) | zeros(word ^ thirds);
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (at < end && bytes[at] != first && bytes[at] != second && bytes[at] != third) {
            at++;
        }
        return at;
    }

    /** The highest bit of the first byte that is zero; those behind it may be wrong. */
    private static long zeros(long word) {
        return (word - EACH_BYTE) & ~word & HIGH_BITS;
    }
}
