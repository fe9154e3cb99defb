package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.TypePolicies.InvalidText;
import io.dromedary.table.ColumnVector;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Of text that the server has not verified to be UTF-8. The vector points into the wire's bytes while all of it is. */
final class VerifiedTextDecoder extends ColumnDecoder {
    private static final byte[] NOTHING = new byte[0];
    private static final String REASON = "the text is no UTF-8; correct it, or set invalid_text to replace or bytes";

    private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
    private final Specials specials;
    private final ColumnVector.Bytes vector;

    VerifiedTextDecoder(int rowCapacity, Specials specials) {
        this.specials = specials;
        vector = new ColumnVector.Bytes(rowCapacity);
    }

    @Override
    ColumnVector vector() {
        return vector;
    }

    @Override
    void decode(byte[] wire, int[] offsets, int rows) throws UnfitValueException {
        vector.data = wire;
        int count = 0;
        for (int row = 0; row < rows; row++) {
            int at = offsets[row];
            boolean missing = at == NULL;
            vector.isNull[row] = missing;
            if (!missing) {
                int length = length(wire, at);
                vector.starts[count] = at;
                vector.lengths[count] = length;
                if (!isUtf8(wire, at, length)) {
                    replace(row, count);
                }
                count++;
            }
        }
        vector.finish(rows, count);
    }

    private boolean isUtf8(byte[] wire, int at, int length) {
        for (int i = at; i < at + length; i++) {
            if (wire[i] < 0) {
                return isUtf8Beyond(wire, i, at + length - i);
            }
        }
        return true;
    }

    private boolean isUtf8Beyond(byte[] wire, int at, int length) {
        try {
            utf8.decode(ByteBuffer.wrap(wire, at, length));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Puts the text with U+FFFD in place of what is none behind all other data. */
    private void replace(int row, int value) throws UnfitValueException {
        if (specials.invalidText() != InvalidText.REPLACE) {
            throw UnfitValueException.data(row, REASON);
        }
        byte[] data = vector.data;
        String text = new String(data, vector.starts[value], vector.lengths[value], StandardCharsets.UTF_8);
        byte[] replaced = text.getBytes(StandardCharsets.UTF_8);
        vector.data = Arrays.copyOf(data, data.length + replaced.length);
        System.arraycopy(replaced, 0, vector.data, data.length, replaced.length);
        vector.starts[value] = data.length;
        vector.lengths[value] = replaced.length;
        specials.note(row, text);
    }

    @Override
    void release() {
        vector.data = NOTHING;
    }
}
