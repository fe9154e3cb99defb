package io.dromedary.parquet;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds a short value that is larger than everything that begins with a prefix. */
final class UpperBound {
    private UpperBound() {}

    /** Counts up the last byte that can be; null if all are 0xFF. */
    static byte @Nullable [] ofBytes(byte[] prefix) {
        for (int i = prefix.length - 1; i >= 0; i--) {
            if (prefix[i] != -1) {
                byte[] bound = Arrays.copyOf(prefix, i + 1);
                bound[i]++;
                return bound;
            }
        }
        return null;
    }

    /** Counts up the last character that can be, so that the bound is text too; null if there is none. */
    static byte @Nullable [] ofText(byte[] prefix) {
        int[] characters;
        try {
            characters = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(prefix))
                    .codePoints()
                    .toArray();
        } catch (CharacterCodingException e) {
            // Not UTF-8, whatever the column says: no bound is better than a wrong one.
            return null;
        }
        for (int i = characters.length - 1; i >= 0; i--) {
            if (characters[i] < Character.MAX_CODE_POINT) {
                int next = characters[i] + 1;
                characters[i] = next == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : next;
                return new String(characters, 0, i + 1).getBytes(StandardCharsets.UTF_8);
            }
        }
        return null;
    }
}
