package io.dromedary.csv;

import com.github.luben.zstd.RecyclingBufferPool;
import com.github.luben.zstd.ZstdOutputStream;
import io.dromedary.parquet.Codec;
import io.dromedary.parquet.PositionedOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** A stream that is compressed as a whole, and the number of bytes on both of its sides. */
final class CompressedOutput {
    /** Where there is no file. */
    static final CompressedOutput NONE = new CompressedOutput(new PositionedOutput(OutputStream.nullOutputStream()));

    private static final int BUFFER_BYTES = 64 << 10;

    private final PositionedOutput counted;
    private OutputStream out;
    private long bytesIn;

    private CompressedOutput(PositionedOutput counted) {
        this.counted = counted;
        this.out = counted;
    }

    static CompressedOutput of(OutputStream target, Codec codec) throws IOException {
        var output = new CompressedOutput(new PositionedOutput(target));
        output.out = switch (codec.kind()) {
            case NONE -> output.counted;
            case GZIP -> new Gzip(output.counted, codec.level());
            case ZSTD ->
                new ZstdOutputStream(output.counted, RecyclingBufferPool.INSTANCE)
                        .setLevel(codec.level())
                        .setChecksum(true);
            case SNAPPY -> throw new IllegalArgumentException("CSV is not compressed with snappy");
        };
        return output;
    }

    void write(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
        bytesIn += length;
    }

    long bytes() {
        return counted.position();
    }

    /** Bytes of the file for each byte that went in. */
    double ratio() {
        return bytesIn == 0 || counted.position() == 0 ? 1 : (double) counted.position() / bytesIn;
    }

    /** Ends the stream; its target stays open. */
    void finish() throws IOException {
        out.close();
        counted.flush();
    }

    /** Frees the codec's memory. */
    void close() {
        try {
            out.close();
        } catch (IOException e) {
            // The file is given up, and what it is written to says so itself.
            out = counted;
        }
    }

    private static final class Gzip extends GZIPOutputStream {
        private Gzip(OutputStream out, int level) throws IOException {
            super(out, BUFFER_BYTES);
            def.setLevel(level);
        }
    }
}
