package io.dromedary.parquet;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Bytes that are kept until they are written: many arrays of exactly the size they need, none of them so large that the
 * heap must find one long free stretch for it.
 */
final class ByteSegments extends OutputStream {
    private static final int SEGMENT_BYTES_MAX = 256 << 10;

    private final List<byte[]> segments = new ArrayList<>();
    private long size;

    long size() {
        return size;
    }

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] source, int from, int length) {
        for (int done = 0; done < length; done += SEGMENT_BYTES_MAX) {
            byte[] segment = new byte[Math.min(length - done, SEGMENT_BYTES_MAX)];
            System.arraycopy(source, from + done, segment, 0, segment.length);
            segments.add(segment);
        }
        size += length;
    }

    /** Takes over the bytes of another, which must not be used any more. */
    void append(ByteSegments other) {
        segments.addAll(other.segments);
        size += other.size;
    }

    void writeTo(OutputStream out) throws IOException {
        for (byte[] segment : segments) {
            out.write(segment);
        }
    }

    void updateChecksum(CRC32 checksum) {
        for (byte[] segment : segments) {
            checksum.update(segment);
        }
    }

    void clear() {
        segments.clear();
        size = 0;
    }
}
