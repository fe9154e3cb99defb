package io.dromedary.csv;

import java.util.Arrays;

/** Bytes of lines that wait to be written. */
final class CsvBuffer {
    private static final int CAPACITY_MIN = 64 << 10;
    private static final int KEPT_BYTES_MAX = 8 << 20;
    private static final int LONG_DIGITS_MAX = 20;
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    byte[] bytes = new byte[CAPACITY_MIN];
    int size;

    void clear() {
        size = 0;
        if (bytes.length > KEPT_BYTES_MAX) {
            bytes = new byte[CAPACITY_MIN];
        }
    }

    void reserve(int more) {
        if (bytes.length - size < more) {
            int needed = Math.addExact(size, more);
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(needed, bytes.length * 2L)));
        }
    }

    void putByte(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    void put(byte[] source, int from, int length) {
        reserve(length);
        System.arraycopy(source, from, bytes, size, length);
        size += length;
    }

    void put(byte[] source) {
        put(source, 0, source.length);
    }

    void putAscii(String text) {
        int length = text.length();
        reserve(length);
        for (int i = 0; i < length; i++) {
            bytes[size++] = (byte) text.charAt(i);
        }
    }

    void putHex(byte[] source, int from, int length) {
        reserve(Math.multiplyExact(length, 2));
        for (int i = from; i < from + length; i++) {
            bytes[size++] = HEX[(source[i] >> 4) & 0xF];
            bytes[size++] = HEX[source[i] & 0xF];
        }
    }

    void putLong(long value) {
        if (value < 0) {
            putByte('-');
        }
        putDigits(value, 1);
    }

    /** The digits of the absolute value, at least so many. */
    void putDigits(long value, int least) {
        // Of the smallest number there is no positive one, so digits are taken from negative ones.
        long rest = value > 0 ? -value : value;
        int digits = Math.max(least, digits(rest));
        reserve(LONG_DIGITS_MAX + least);
        for (int at = size + digits - 1; at >= size; at--) {
            bytes[at] = (byte) ('0' - rest % 10);
            rest /= 10;
        }
        size += digits;
    }

    private static int digits(long negative) {
        int digits = 1;
        for (long rest = negative / 10; rest != 0; rest /= 10) {
            digits++;
        }
        return digits;
    }

    /** Puts quotes around what was put since a place; there are none in it. */
    void quoteFrom(int start) {
        reserve(2);
        System.arraycopy(bytes, start, bytes, start + 1, size - start);
        bytes[start] = '"';
        size++;
        bytes[size++] = '"';
    }
}
