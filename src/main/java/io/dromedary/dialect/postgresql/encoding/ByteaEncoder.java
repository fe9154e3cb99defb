package io.dromedary.dialect.postgresql.encoding;

import io.dromedary.dialect.EncodedRows;

/** {@code bytea} in its hexadecimal form without white space; the server knows another. */
final class ByteaEncoder implements FieldEncoder {

    @Override
    public Outcome encode(byte[] bytes, int start, int end, EncodedRows target) {
        int digits = end - start - 2;
        if (digits < 0 || bytes[start] != '\\' || bytes[start + 1] != 'x' || (digits & 1) != 0) {
            return Outcome.UNSURE;
        }
        int width = digits / 2;
        target.reserve(Integer.BYTES + width);
        int to = target.size + Integer.BYTES;
        int bad = 0;
        for (int i = 0; i < width; i++) {
            int at = start + 2 + 2 * i;
            int value = (Hex.VALUES[bytes[at] & 0xFF] << 4) | Hex.VALUES[bytes[at + 1] & 0xFF];
            bad |= value & ~0xFF;
            target.bytes[to + i] = (byte) value;
        }
        if (bad != 0) {
            return Outcome.UNSURE;
        }
        Wire.putInt(target.bytes, target.size, width);
        target.size = to + width;
        return Outcome.ENCODED;
    }
}
