package io.dromedary.dialect.postgresql.encoding;

import io.dromedary.dialect.EncodedRows;

/** {@code boolean}. */
final class BooleanEncoder implements FieldEncoder {

    @Override
    public Outcome encode(byte[] bytes, int start, int end, EncodedRows target) {
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
