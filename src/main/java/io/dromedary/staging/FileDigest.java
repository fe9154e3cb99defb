package io.dromedary.staging;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests files as they stream by, whatever their size, and bytes that are at hand. */
public final class FileDigest {
    private static final int BUFFER_BYTES = 1 << 16;

    private FileDigest() {}

    /** The SHA-256 of bytes, 64 hexadecimal digits. */
    public static String sha256(byte[] content) {
        return HexFormat.of().formatHex(sha256().digest(content));
    }

    /** An empty SHA-256. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every JDK has SHA-256", e);
        }
    }

    /** The SHA-256 of a file, 64 hexadecimal digits. */
    public static String sha256(Path file) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            return sha256(channel);
        }
    }

    /** The same of an open file, from its position on. */
    static String sha256(SeekableByteChannel channel) throws IOException {
        MessageDigest digest = sha256();
        var buffer = ByteBuffer.allocate(BUFFER_BYTES);
        while (channel.read(buffer) >= 0) {
            digest.update(buffer.flip());
            buffer.clear();
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
