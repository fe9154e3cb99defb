package io.dromedary.parquet;

/** Parquet's BYTE_STREAM_SPLIT: all first bytes, then all second bytes and so on, which a codec compresses better. */
final class ByteStreamSplit {
    private ByteStreamSplit() {}

    static void encode(int[] values, int count, GrowableBytes out) {
        out.reserve(count * Integer.BYTES);
        byte[] bytes = out.bytes;
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            int at = out.size;
            for (int i = 0; i < count; i++) {
                bytes[at + i] = (byte) (values[i] >>> shift);
            }
            out.size += count;
        }
    }

    static void encode(long[] values, int count, GrowableBytes out) {
        out.reserve(count * Long.BYTES);
        byte[] bytes = out.bytes;
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            int at = out.size;
            for (int i = 0; i < count; i++) {
                bytes[at + i] = (byte) (values[i] >>> shift);
            }
            out.size += count;
        }
    }
}
