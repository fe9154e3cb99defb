package io.dromedary.load.parquet;

import org.jspecify.annotations.Nullable;

/** Texts of values that are made of others, as PostgreSQL reads them. */
final class Literals {
    private Literals() {}

    /** An element of an array. */
    static void putElement(StringBuilder array, @Nullable String text, boolean isNested) {
        if (array.length() > 1) {
            array.append(',');
        }
        if (text == null) {
            array.append("NULL");
        } else if (isNested || !needsQuotes(text, "{},\"\\")) {
            array.append(text);
        } else {
            putQuoted(array, text, '\\');
        }
    }

    /** A field of a composite. */
    static void putField(StringBuilder composite, @Nullable String text) {
        if (text == null) {
            return;
        } else if (needsQuotes(text, "(),\"\\")) {
            putQuoted(composite, text, '\\');
        } else {
            composite.append(text);
        }
    }

    /** A bound of a range. */
    static void putBound(StringBuilder range, @Nullable String text) {
        if (text != null && needsQuotes(text, "()[],\"\\")) {
            putQuoted(range, text, '\\');
        } else if (text != null) {
            range.append(text);
        }
    }

    /** Always quoted, as in {@code hstore}. */
    static void putQuoted(StringBuilder target, String text, char escape) {
        target.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                target.append(escape);
            }
            target.append(c);
        }
        target.append('"');
    }

    private static boolean needsQuotes(String text, String special) {
        if (text.isEmpty() || text.equalsIgnoreCase("NULL")) {
            return true;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (special.indexOf(c) >= 0 || c <= ' ' || Character.isWhitespace(c)) {
                return true;
            }
        }
        return false;
    }
}
