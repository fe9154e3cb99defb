package io.dromedary.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.format.CompressionCodec;
import org.xerial.snappy.Snappy;

/** Compresses pages one after the other, with buffers and contexts that are reused. Not thread-safe. */
abstract sealed class PageCompressor implements Closeable {
    /** A page that is compressed in pieces is cut into so many bytes. */
    private static final int PIECE_BYTES = 256 << 10;

    private PageCompressor() {}

    static PageCompressor of(Codec codec) {
        return switch (codec.kind()) {
            case NONE -> new None();
            case SNAPPY -> new SnappyBlocks();
            case GZIP -> new Gzip(codec.level());
            case ZSTD -> new ZstdFrames(codec.level());
        };
    }

    /** The codec as the footer names it. */
    abstract CompressionCodec codec();

    /** Compresses a whole page. The result is valid until the next call. */
    abstract GrowableBytes compress(GrowableBytes page) throws IOException;

    /**
     * Compresses a page that consists of a head and a large value, without a copy of either, so that it can be larger
     * than the memory that is left.
     */
    final void compress(GrowableBytes head, LargeValue value, ByteSegments out) throws IOException {
        try (OutputStream pieces = pieces(head.size + (long) value.length, out)) {
            pieces.write(head.bytes, 0, head.size);
            for (int done = 0; done < value.length; done += PIECE_BYTES) {
                pieces.write(value.data, value.from + done, Math.min(PIECE_BYTES, value.length - done));
            }
        }
    }

    /** Opens a page of so many bytes that is written in pieces of at most {@link #PIECE_BYTES}. */
    abstract OutputStream pieces(long pageBytes, ByteSegments out) throws IOException;

    @Override
    public void close() {}

    private static final class None extends PageCompressor {
        @Override
        CompressionCodec codec() {
            return CompressionCodec.UNCOMPRESSED;
        }

        @Override
        GrowableBytes compress(GrowableBytes page) {
            return page;
        }

        @Override
        OutputStream pieces(long pageBytes, ByteSegments out) {
            return out;
        }
    }

    private static final class SnappyBlocks extends PageCompressor {
        private final GrowableBytes compressed = new GrowableBytes();

        @Override
        CompressionCodec codec() {
            return CompressionCodec.SNAPPY;
        }

        @Override
        GrowableBytes compress(GrowableBytes page) throws IOException {
            compressed.clear();
            block(page.bytes, 0, page.size);
            return compressed;
        }

        private void block(byte[] source, int from, int length) throws IOException {
            compressed.clear();
            compressed.reserve(Snappy.maxCompressedLength(length));
            compressed.size = Snappy.compress(source, from, length, compressed.bytes, 0);
        }

        /**
         * A raw block is its length followed by copies and literals. Copies only reach back within what was compressed
         * together, so the bodies of blocks that were compressed alone make one block when they stand in a row.
         */
        @Override
        OutputStream pieces(long pageBytes, ByteSegments out) {
            GrowableBytes length = new GrowableBytes();
            length.putVarint(pageBytes);
            out.write(length.bytes, 0, length.size);
            return new OutputStream() {
                @Override
                public void write(int value) throws IOException {
                    write(new byte[] {(byte) value}, 0, 1);
                }

                @Override
                public void write(byte[] source, int from, int length) throws IOException {
                    block(source, from, length);
                    int body = 0;
                    while (compressed.bytes[body++] < 0) {
                        // A byte with its highest bit set is not the last of the block's own length.
                    }
                    out.write(compressed.bytes, body, compressed.size - body);
                }
            };
        }
    }

    private static final class Gzip extends PageCompressor {
        private static final byte[] HEADER = {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, (byte) 0xFF};
        private static final int TRAILER_BYTES = 8;
        private static final int PAGE_SLACK_BYTES = 64;

        private final int level;
        private final Deflater deflater;
        private final CRC32 checksum = new CRC32();
        private final GrowableBytes compressed = new GrowableBytes();

        Gzip(int level) {
            this.level = level;
            deflater = new Deflater(level, true);
        }

        @Override
        CompressionCodec codec() {
            return CompressionCodec.GZIP;
        }

        @Override
        GrowableBytes compress(GrowableBytes page) {
            compressed.clear();
            compressed.put(HEADER, 0, HEADER.length);
            deflater.reset();
            deflater.setInput(page.bytes, 0, page.size);
            deflater.finish();
            while (!deflater.finished()) {
                compressed.reserve(Math.max(page.size / 4, PAGE_SLACK_BYTES));
                compressed.size +=
                        deflater.deflate(compressed.bytes, compressed.size, compressed.bytes.length - compressed.size);
            }
            checksum.reset();
            checksum.update(page.bytes, 0, page.size);
            compressed.reserve(TRAILER_BYTES);
            compressed.putInt((int) checksum.getValue());
            compressed.putInt(page.size);
            return compressed;
        }

        @Override
        OutputStream pieces(long pageBytes, ByteSegments out) throws IOException {
            return new GZIPOutputStream(out, PIECE_BYTES) {
                {
                    def.setLevel(level);
                }
            };
        }

        @Override
        public void close() {
            deflater.end();
        }
    }

    private static final class ZstdFrames extends PageCompressor {
        private final int level;
        private final ZstdCompressCtx context;
        private final GrowableBytes compressed = new GrowableBytes();

        ZstdFrames(int level) {
            this.level = level;
            context = new ZstdCompressCtx().setLevel(level);
        }

        @Override
        CompressionCodec codec() {
            return CompressionCodec.ZSTD;
        }

        @Override
        GrowableBytes compress(GrowableBytes page) {
            compressed.clear();
            compressed.reserve(Math.toIntExact(Zstd.compressBound(page.size)));
            compressed.size =
                    context.compressByteArray(compressed.bytes, 0, compressed.bytes.length, page.bytes, 0, page.size);
            return compressed;
        }

        @Override
        OutputStream pieces(long pageBytes, ByteSegments out) throws IOException {
            return new ZstdOutputStreamNoFinalizer(out, level);
        }

        @Override
        public void close() {
            context.close();
        }
    }
}
