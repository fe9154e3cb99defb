package io.dromedary.csv;

import com.github.luben.zstd.RecyclingBufferPool;
import com.github.luben.zstd.ZstdOutputStream;
import io.dromedary.parquet.Codec;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** A stream that is compressed as a whole, and the number of bytes on both of its sides. */
final class CompressedOutput {
    /** Where there is no file. */
    static final CompressedOutput NONE = new CompressedOutput(new Counted(OutputStream.nullOutputStream()));

    private static final int BUFFER_BYTES = 64 << 10;

    private final Counted counted;
    private OutputStream out;
    private long bytesIn;

    private CompressedOutput(Counted counted) {
        this.counted = counted;
        this.out = counted;
    }

    static CompressedOutput of(OutputStream target, Codec codec) throws IOException {
        var output = new CompressedOutput(new Counted(target));
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
        return counted.bytes;
    }

    /** Bytes of the file for each byte that went in. */
    double ratio() {
        return bytesIn == 0 || counted.bytes == 0 ? 1 : (double) counted.bytes / bytesIn;
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

    /** Stays open when the codec's stream is closed. */
    private static final class Counted extends OutputStream {
        private final OutputStream target;
        private long bytes;

        private Counted(OutputStream target) {
            this.target = target;
        }

        @Override
        public void write(int value) throws IOException {
            target.write(value);
            bytes++;
        }

        @Override
        public void write(byte[] source, int from, int length) throws IOException {
            target.write(source, from, length);
            bytes += length;
        }

        @Override
        public void flush() throws IOException {
            target.flush();
        }

        @Override
        public void close() {}
    }
}
