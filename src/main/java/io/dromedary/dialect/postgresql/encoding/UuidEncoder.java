package io.dromedary.dialect.postgresql.encoding;

import io.dromedary.dialect.EncodedRows;

/** {@code uuid} in its usual form; the server knows more of them. */
final class UuidEncoder implements FieldEncoder {
    private static final int LENGTH = 36;
    private static final int WIDTH = 16;

    @Override
    public Outcome encode(byte[] bytes, int start, int end, EncodedRows target) {
        if (end - start != LENGTH) {
            return end - start < 2 * WIDTH ? Outcome.INVALID_SYNTAX : Outcome.UNSURE;
        }
        target.reserve(Integer.BYTES + WIDTH);
        int to = target.size + Integer.BYTES;
        int bad = 0;
        int at = start;
        for (int i = 0; i < WIDTH; i++) {
            if (i == 4 || i == 6 || i == 8 || i == 10) {
                bad |= bytes[at++] ^ '-';
            }
            int value = (Hex.VALUES[bytes[at] & 0xFF] << 4) | Hex.VALUES[bytes[at + 1] & 0xFF];
            bad |= value & ~0xFF;
            target.bytes[to + i] = (byte) value;
            at += 2;
        }
        if (bad != 0) {
            return Outcome.UNSURE;
        }
        Wire.putInt(target.bytes, target.size, WIDTH);
        target.size = to + WIDTH;
        return Outcome.ENCODED;
    }
}
