package io.dromedary.load.input;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The unpacked bytes of a gzip or zstd file. That such a file was cut off is told in words. */
public final class Unpacked extends FilterInputStream {
    private final String name;

    private Unpacked(String name, InputStream in) {
        super(in);
        this.name = name;
    }

    /** Unpacks what is of that kind; what is of any other stays as it is. */
    public static InputStream of(ContentKind kind, String name, InputStream in) throws IOException {
        return switch (kind) {
            case GZIP -> new Unpacked(name, gzip(name, in));
            case ZSTD, ZSTD_SKIPPABLE -> new Unpacked(name, new ZstdInputStreamNoFinalizer(in));
            default -> in;
        };
    }

    private static InputStream gzip(String name, InputStream in) throws IOException {
        try {
            return new GzipInput(name, in);
        } catch (EOFException e) {
            throw cutOff(name);
        }
    }

    private static RuntimeException cutOff(String name) {
        return InputFailures.damaged(
                name, "ends in the middle of its compressed data: it was cut off. Get the whole file");
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            return in.read(bytes, offset, length);
        } catch (EOFException e) {
            throw cutOff(name);
        } catch (ZstdIOException e) {
            if (String.valueOf(e.getMessage()).contains("Truncated")) {
                throw cutOff(name);
            }
            throw InputFailures.damaged(name, "is a damaged zstd file: %s. Get it again".formatted(e.getMessage()));
        }
    }

    @Override
    public long skip(long length) throws IOException {
        byte[] waste = new byte[(int) Math.min(length, 1 << 16)];
        return Math.max(0, read(waste, 0, waste.length));
    }
}
