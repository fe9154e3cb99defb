package io.dromedary.csv;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Counts the lines of CSV that are not inside of quotes. */
public final class CsvRowCount {
    private static final int BUFFER_BYTES = 64 << 10;

    private CsvRowCount() {}

    /**
     * Rows of a file.
     *
     * @param in its bytes; not closed
     * @param name its name, which tells the compression
     * @param header whether it has a line of names
     * @throws IOException if it cannot be read, or ends in the middle of a line
     */
    public static long of(InputStream in, String name, boolean header) throws IOException {
        try (InputStream text = decompressed(in, name)) {
            return count(text) - (header ? 1 : 0);
        }
    }

    private static InputStream decompressed(InputStream in, String name) throws IOException {
        if (name.endsWith(".gz")) {
            return new GZIPInputStream(in, BUFFER_BYTES);
        }
        return name.endsWith(".zst") ? new ZstdInputStream(in) : new BufferedInputStream(in);
    }

    private static long count(InputStream text) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long lines = 0;
        boolean isQuoted = false;
        byte last = '\n';
        for (int length = text.read(buffer); length >= 0; length = text.read(buffer)) {
            for (int i = 0; i < length; i++) {
                byte b = buffer[i];
                isQuoted ^= b == '"';
                lines += b == '\n' && !isQuoted ? 1 : 0;
            }
            last = length > 0 ? buffer[length - 1] : last;
        }
        if (isQuoted || last != '\n') {
            throw new EOFException("it ends in the middle of a line");
        }
        return lines;
    }
}
