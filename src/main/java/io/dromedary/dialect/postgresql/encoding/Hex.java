package io.dromedary.dialect.postgresql.encoding;

import java.util.Arrays;

/** Hexadecimal digits. */
final class Hex {
    /** By byte; negative, and so with bits beyond the first eight even when shifted, for what is no digit. */
    static final int[] VALUES = values();

    private Hex() {}

    private static int[] values() {
        int[] values = new int[256];
        Arrays.fill(values, -1);
        for (int i = 0; i < 16; i++) {
            values[Character.forDigit(i, 16)] = i;
            values[Character.toUpperCase(Character.forDigit(i, 16))] = i;
        }
        return values;
    }
}
