package io.dromedary.dialect.postgresql.encoding;

import io.dromedary.dialect.EncodedRows;

/** {@code boolean}. */
final class BooleanEncoder implements FieldEncoder {
    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};

    @Override
    public Outcome encode(byte[] bytes, int start, int end, EncodedRows target) {
        int length = end - start;
        if (length == 1 || length == 4 || length == 5) {
            // The usual words, without looking for others.
            if (bytes[start] == 't' && (length == 1 || (length == 4 && isRest(bytes, start, TRUE)))) {
                return put(true, target);
            } else if (bytes[start] == 'f' && (length == 1 || (length == 5 && isRest(bytes, start, FALSE)))) {
                return put(false, target);
            }
        }
        return encodeOther(bytes, start, end, target);
    }

    private static boolean isRest(byte[] bytes, int start, byte[] word) {
        for (int i = 1; i < word.length; i++) {
            if (bytes[start + i] != word[i]) {
                return false;
            }
        }
        return true;
    }

    private static Outcome encodeOther(byte[] bytes, int start, int end, EncodedRows target) {
        int from = Ascii.skipSpace(bytes, start, end);
        int to = Ascii.trimSpace(bytes, from, end);
        if (from == to || to - from > 5) {
            return Outcome.INVALID_SYNTAX;
        }
        int first = bytes[from] | 0x20;
        if (to - from == 1 && (bytes[from] == '1' || bytes[from] == '0')) {
            return put(bytes[from] == '1', target);
        }
        String word = Ascii.lower(bytes, from, to);
        return switch (first) {
            case 't' -> "true".startsWith(word) ? put(true, target) : Outcome.INVALID_SYNTAX;
            case 'f' -> "false".startsWith(word) ? put(false, target) : Outcome.INVALID_SYNTAX;
            case 'y' -> "yes".startsWith(word) ? put(true, target) : Outcome.INVALID_SYNTAX;
            case 'n' -> "no".startsWith(word) ? put(false, target) : Outcome.INVALID_SYNTAX;
            case 'o' -> putOnOrOff(word, target);
            default -> Outcome.INVALID_SYNTAX;
        };
    }

    private static Outcome putOnOrOff(String word, EncodedRows target) {
        if (word.equals("on")) {
            return put(true, target);
        }
        return word.equals("of") || word.equals("off") ? put(false, target) : Outcome.INVALID_SYNTAX;
    }

    private static Outcome put(boolean value, EncodedRows target) {
        target.reserve(Integer.BYTES + 1);
        Wire.putInt(target.bytes, target.size, 1);
        target.bytes[target.size + Integer.BYTES] = (byte) (value ? 1 : 0);
        target.size += Integer.BYTES + 1;
        return Outcome.ENCODED;
    }
}
