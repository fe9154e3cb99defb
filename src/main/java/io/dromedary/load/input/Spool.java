package io.dromedary.load.input;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A stream as a temporary file, for formats that are read from their end. Deletes the file when it is closed. */
public record Spool(Path path) implements AutoCloseable {

    /** Writes a stream, whose size somebody else limits. */
    public static Spool of(String name, InputStream in) {
        try {
            var spool = new Spool(Files.createTempFile("dromedary-", ".spool"));
            try (OutputStream out = Files.newOutputStream(spool.path)) {
                in.transferTo(out);
                return spool;
            } catch (IOException | RuntimeException e) {
                spool.close();
                throw e;
            }
        } catch (IOException e) {
            throw InputFailures.unreadable(name, e);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw InputFailures.unreadable(path.toString(), e);
        }
    }
}
