package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.EncodedRows;

/** COPY's text format with its defaults: tabs between fields, {@code \N} for what is missing. */
final class CopyText {
    private static final byte[] ESCAPES = escapes();

    private CopyText() {}

    /** What stands behind the backslash, by byte; 0 where none is needed. */
    private static byte[] escapes() {
        byte[] escapes = new byte[256];
        escapes['\b'] = 'b';
        escapes['\f'] = 'f';
        escapes['\n'] = 'n';
        escapes['\r'] = 'r';
        escapes['\t'] = 't';
        escapes[0x0B] = 'v';
        escapes['\\'] = '\\';
        return escapes;
    }

    static void put(byte[] bytes, int start, int end, EncodedRows target) {
        target.reserve(2 * (end - start));
        byte[] to = target.bytes;
        int at = target.size;
        for (int i = start; i < end; i++) {
            byte escape = ESCAPES[bytes[i] & 0xFF];
            if (escape != 0) {
                to[at++] = '\\';
                to[at++] = escape;
            } else {
                to[at++] = bytes[i];
            }
        }
        target.size = at;
    }

    /** Takes the escapes out of a field; the target has to have room for all of it. Returns its length. */
    static int unescape(byte[] bytes, int start, int end, byte[] target) {
        int length = 0;
        for (int i = start; i < end; i++) {
            target[length++] = bytes[i] == '\\' ? unescaped(bytes[++i]) : bytes[i];
        }
        return length;
    }

    private static byte unescaped(byte letter) {
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 0x0B;
            default -> letter;
        };
    }

    static void putNull(EncodedRows target) {
        putByte(target, '\\');
        putByte(target, 'N');
    }

    static void putDelimiter(EncodedRows target) {
        putByte(target, '\t');
    }

    static void putLineEnd(EncodedRows target) {
        putByte(target, '\n');
    }

    private static void putByte(EncodedRows target, int value) {
        target.reserve(1);
        target.bytes[target.size++] = (byte) value;
    }
}
