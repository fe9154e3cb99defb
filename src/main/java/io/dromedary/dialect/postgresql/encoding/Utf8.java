package io.dromedary.dialect.postgresql.encoding;

/** UTF-8 as PostgreSQL takes it: well formed, without surrogates and without the character 0. */
public final class Utf8 {
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long LOW_BITS = 0x0101010101010101L;

    private Utf8() {}

    /** Whether bytes are text that PostgreSQL takes. */
    public static boolean isValid(byte[] bytes, int start, int end) {
        int at = start;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            long word = Wire.getLong(bytes, at);
            // The second part finds bytes that are zero.
            if (((word | (word - LOW_BITS)) & HIGH_BITS) != 0) {
                return isValidBytewise(bytes, at, end);
            }
        }
        return isValidBytewise(bytes, at, end);
    }

    private static boolean isValidBytewise(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end) {
            if (bytes[at] > 0) {
                at++;
            } else {
                int length = sequenceLength(bytes, at, end);
                if (length == 0) {
                    return false;
                }
                at += length;
            }
        }
        return true;
    }

    /** Bytes of the character; 0 if it is none. */
    private static int sequenceLength(byte[] bytes, int at, int end) {
        int first = bytes[at] & 0xFF;
        int length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
        if (length == 0 || at + length > end) {
            return 0;
        }
        int second = bytes[at + 1] & 0xFF;
        int min = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int max = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        if (second < min || second > max) {
            return 0;
        }
        for (int i = 2; i < length; i++) {
            if ((bytes[at + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    /** Characters of well-formed text. */
    static int characters(byte[] bytes, int start, int end) {
        int count = 0;
        for (int i = start; i < end; i++) {
            if ((bytes[i] & 0xC0) != 0x80) {
                count++;
            }
        }
        return count;
    }
}
