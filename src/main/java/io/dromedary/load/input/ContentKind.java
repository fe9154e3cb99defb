package io.dromedary.load.input;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What the first bytes of a file say that it is. */
public enum ContentKind {
    ZIP("504B0304"),
    /** A zip file without entries. */
    EMPTY_ZIP("504B0506"),
    GZIP("1F8B"),
    ZSTD("28B52FFD"),
    /** A frame that zstd passes over. */
    ZSTD_SKIPPABLE("502A4D18"),
    PARQUET("50415231"),
    ENCRYPTED_PARQUET("50415245"),
    /** The container of old and of encrypted Office documents. */
    OLE2("D0CF11E0A1B11AE1"),
    BZIP2("425A68"),
    XZ("FD377A585A00"),
    SEVEN_ZIP("377ABCAF271C"),
    JSON(""),
    TEXT("");

    /** Enough of a file's first bytes to tell. */
    public static final int BYTES = 4096;

    private final String magic;

    ContentKind(String magic) {
        this.magic = magic;
    }

    /** Decides by the content, and where any text is possible by the name. */
    public static ContentKind of(byte[] first, int length, String name) {
        for (ContentKind kind : values()) {
            if (!kind.magic.isEmpty() && kind.matches(first, length)) {
                return kind;
            }
        }
        return isJson(first, length, name) ? JSON : TEXT;
    }

    private boolean matches(byte[] first, int length) {
        int count = magic.length() / 2;
        for (int i = 0; i < count; i++) {
            int expected = Integer.parseInt(magic.substring(2 * i, 2 * i + 2), 16);
            if (i >= length || (first[i] & 0xFF) != expected) {
                return false;
            }
        }
        return true;
    }

    /** A brace or bracket may start a CSV file too, so a name that says so wins. */
    private static boolean isJson(byte[] first, int length, String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".json") || lower.endsWith(".ndjson") || lower.endsWith(".jsonl")) {
            return true;
        } else if (lower.endsWith(".csv") || lower.endsWith(".tsv") || lower.endsWith(".txt")) {
            return false;
        }
        String text = new String(first, 0, length, StandardCharsets.ISO_8859_1).replaceFirst("^\\xEF\\xBB\\xBF", "");
        return text.matches("(?s)\\s*(\\{\\s*[\"}]|\\[\\s*[{\\]]).*");
    }
}
