package io.dromedary.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests in hexadecimal. */
final class Sha256 {
    private static final int ENDS_BYTES = 1 << 16;

    private Sha256() {}

    static MessageDigest create() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java has it", e);
        }
    }

    static String text(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    static String of(String text) {
        MessageDigest digest = create();
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        return text(digest);
    }

    /** What tells a file from nearly all others at once: its size, and the digest of its start and its end. */
    static String fingerprint(Path file) throws IOException {
        long size = Files.size(file);
        MessageDigest digest = create();
        try (InputStream in = Files.newInputStream(file)) {
            digest.update(in.readNBytes(ENDS_BYTES));
            in.skipNBytes(Math.max(0, size - 2L * ENDS_BYTES));
            digest.update(in.readNBytes(ENDS_BYTES));
        }
        return "%d:%s".formatted(size, text(digest));
    }
}
