package io.dromedary.parquet;

import io.dromedary.table.ColumnVector;
import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.column.values.bloomfilter.BlockSplitBloomFilter;
import org.apache.parquet.format.BloomFilterAlgorithm;
import org.apache.parquet.format.BloomFilterCompression;
import org.apache.parquet.format.BloomFilterHash;
import org.apache.parquet.format.BloomFilterHeader;
import org.apache.parquet.format.SplitBlockAlgorithm;
import org.apache.parquet.format.Uncompressed;
import org.apache.parquet.format.Util;
import org.apache.parquet.format.XxHash;
import org.apache.parquet.io.api.Binary;

/**
 * Collects the hashes of a column chunk's values, so that its filter is made when their number is known: neither too
 * large nor full.
 */
final class BloomFilter {
    /** One in a hundred values that are not there is taken for one that may be. */
    private static final double FALSE_POSITIVES = 0.01;

    private static final int HASHES_MIN = 1024;

    /** Only hashes with it: the filter itself is made for each column chunk. */
    private final BlockSplitBloomFilter hashing = new BlockSplitBloomFilter(BlockSplitBloomFilter.LOWER_BOUND_BYTES);

    private long[] hashes = new long[HASHES_MIN];
    private int count;

    long memoryBytes() {
        return (long) count * Long.BYTES;
    }

    /** Adds values of a vector. */
    void add(ColumnVector vector, int from, int to) {
        reserve(to - from);
        for (int i = from; i < to; i++) {
            hashes[count++] = hash(vector, i);
        }
    }

    private long hash(ColumnVector vector, int at) {
        if (vector instanceof ColumnVector.Ints ints) {
            return hashing.hash(ints.values[at]);
        } else if (vector instanceof ColumnVector.Longs longs) {
            return hashing.hash(longs.values[at]);
        } else if (vector instanceof ColumnVector.Floats floats) {
            return hashing.hash(floats.values[at]);
        } else if (vector instanceof ColumnVector.Doubles doubles) {
            return hashing.hash(doubles.values[at]);
        } else if (vector instanceof ColumnVector.Bytes bytes) {
            return hashing.hash(Binary.fromReusedByteArray(bytes.data, bytes.starts[at], bytes.lengths[at]));
        }
        throw new IllegalArgumentException("No bloom filter of " + vector.getClass());
    }

    /** Forgets repeated hashes before it takes more memory. */
    private void reserve(int more) {
        if (count + more > hashes.length) {
            makeDistinct();
            if ((count + more) * 2L > hashes.length) {
                hashes = Arrays.copyOf(hashes, (count + more) * 2);
            }
        }
    }

    private void makeDistinct() {
        Arrays.sort(hashes, 0, count);
        int distinct = 0;
        for (int i = 0; i < count; i++) {
            if (i == 0 || hashes[i] != hashes[i - 1]) {
                hashes[distinct++] = hashes[i];
            }
        }
        count = distinct;
    }

    /** The filter behind its header, of the values since the last one. */
    ByteSegments take() throws IOException {
        makeDistinct();
        int bytes = BlockSplitBloomFilter.optimalNumOfBits(Math.max(1, count), FALSE_POSITIVES) / Byte.SIZE;
        var filter = new BlockSplitBloomFilter(bytes);
        for (int i = 0; i < count; i++) {
            filter.insertHash(hashes[i]);
        }
        count = 0;
        var header = new BloomFilterHeader(
                filter.getBitsetSize(),
                BloomFilterAlgorithm.BLOCK(new SplitBlockAlgorithm()),
                BloomFilterHash.XXHASH(new XxHash()),
                BloomFilterCompression.UNCOMPRESSED(new Uncompressed()));
        var out = new ByteSegments();
        Util.writeBloomFilterHeader(header, out);
        filter.writeTo(out);
        return out;
    }
}
