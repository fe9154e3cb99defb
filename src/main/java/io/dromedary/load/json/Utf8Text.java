package io.dromedary.load.json;

import java.util.Arrays;

/** Text of Java as UTF-8, in a buffer that is used again. */
final class Utf8Text {
    private static final int BYTES_MAX = 3;

    private byte[] bytes = new byte[1 << 10];
    private int size;

    void clear() {
        size = 0;
    }

    /** Adds text, with U+FFFD for halves of characters; whether there were none. */
    boolean put(String text, boolean removesNul) {
        if (bytes.length - size < BYTES_MAX * (long) text.length()) {
            bytes = Arrays.copyOf(bytes, Math.addExact(size, Math.multiplyExact(BYTES_MAX, text.length())));
        }
        boolean isWhole = true;
        for (int i = 0; i < text.length(); i++) {
            int c = text.codePointAt(i);
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                isWhole = false;
                c = 0xFFFD;
            }
            if (c != 0 || !removesNul) {
                put(c);
            }
            i += Character.charCount(c) - 1;
        }
        return isWhole;
    }

    private void put(int c) {
        if (c < 0x80) {
            bytes[size++] = (byte) c;
        } else if (c < 0x800) {
            bytes[size++] = (byte) (0xC0 | (c >> 6));
            putRest(c);
        } else if (c < 0x10000) {
            bytes[size++] = (byte) (0xE0 | (c >> 12));
            putRest(c >> 6);
            putRest(c);
        } else {
            bytes[size++] = (byte) (0xF0 | (c >> 18));
            putRest(c >> 12);
            putRest(c >> 6);
            putRest(c);
        }
    }

    private void putRest(int bits) {
        bytes[size++] = (byte) (0x80 | (bits & 0x3F));
    }

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }
}
