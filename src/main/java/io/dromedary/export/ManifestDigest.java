package io.dromedary.export;

import io.dromedary.staging.FileDigest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The digest of itself that a manifest has in its field {@code manifest_sha256}: the SHA-256 of the file as it lies on
 * disk, every byte of it, with zeros in the place of the 64 digits. So any change of any byte is seen, also of a blank
 * or of a text that nothing else contradicts.
 */
public final class ManifestDigest {
    /** What stands in the field while the digest is taken. */
    static final String PLACEHOLDER = "0".repeat(64);

    /** No value has it in it, since quotes in values are escaped. */
    private static final String FIELD = "\"manifest_sha256\" : \"";

    private ManifestDigest() {}

    /** A manifest with its digest instead of the {@link #PLACEHOLDER}. */
    static byte[] sealed(byte[] document) {
        return withDigits(document, of(document));
    }

    /** The digits that a manifest has; empty if it has none, as those of earlier versions. */
    public static Optional<String> find(byte[] document) {
        int start = digits(document);
        return start < 0 ? Optional.empty() : Optional.of(latin1(document).substring(start, start + 64));
    }

    /**
     * What its digest should be.
     *
     * @throws IllegalArgumentException if it has no field for it
     */
    public static String of(byte[] document) {
        return FileDigest.sha256(withDigits(document, PLACEHOLDER));
    }

    private static byte[] withDigits(byte[] document, String digits) {
        int start = digits(document);
        if (start < 0) {
            throw new IllegalArgumentException("The document has no field manifest_sha256");
        }
        byte[] changed = Arrays.copyOf(document, document.length);
        System.arraycopy(digits.getBytes(StandardCharsets.US_ASCII), 0, changed, start, digits.length());
        return changed;
    }

    /** Where the digits begin; negative if there are none. */
    private static int digits(byte[] document) {
        String text = latin1(document);
        int field = text.lastIndexOf(FIELD);
        int end = field + FIELD.length() + PLACEHOLDER.length();
        return field >= 0 && end < text.length() && text.charAt(end) == '"' ? field + FIELD.length() : -1;
    }

    /** A character for each byte. */
    private static String latin1(byte[] document) {
        return new String(document, StandardCharsets.ISO_8859_1);
    }
}
