package io.dromedary.dialect.postgresql.encoding;

import io.dromedary.dialect.EncodedRows;

/** Types whose binary form is their text, such as {@code text}, {@code varchar}, {@code json} and enums. */
final class TextEncoder implements FieldEncoder {
    static final int UNLIMITED = Integer.MAX_VALUE;

    private final int charactersMax;
    private final int version;

    /**
     * Up to so many characters, except for blanks at the end, which the server cuts off.
     *
     * @param version a byte in front of the text, or -1
     */
    TextEncoder(int charactersMax, int version) {
        this.charactersMax = charactersMax;
        this.version = version;
    }

    @Override
    public Outcome encode(byte[] bytes, int start, int end, EncodedRows target) {
        int length = end - start;
        if (!Utf8.isValid(bytes, start, end)) {
            return Outcome.INVALID_UTF8;
        } else if (length > charactersMax && isTooLong(bytes, start, end)) {
            return Outcome.TOO_LONG;
        }
        int prefix = version < 0 ? Integer.BYTES : Integer.BYTES + 1;
        target.reserve(prefix + length);
        Wire.putInt(target.bytes, target.size, prefix - Integer.BYTES + length);
        if (version >= 0) {
            target.bytes[target.size + Integer.BYTES] = (byte) version;
        }
        System.arraycopy(bytes, start, target.bytes, target.size + prefix, length);
        target.size += prefix + length;
        return Outcome.ENCODED;
    }

    private boolean isTooLong(byte[] bytes, int start, int end) {
        int to = end;
        while (to > start && bytes[to - 1] == ' ') {
            to--;
        }
        return Utf8.characters(bytes, start, to) > charactersMax;
    }
}
