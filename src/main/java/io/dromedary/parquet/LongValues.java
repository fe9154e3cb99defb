package io.dromedary.parquet;

import io.dromedary.table.ColumnVector;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.format.Encoding;
import org.jspecify.annotations.Nullable;

/** Values of 64 bits: integers, or the bits of doubles. */
final class LongValues extends ColumnValues {
    private final boolean floating;
    private final int valuesMax;
    private final LongDictionary dictionary;
    private final LongBounds bounds;
    private long[] values = new long[0];
    private long[] doubleBits = new long[0];

    LongValues(boolean floating, PageLimits limits) {
        this.floating = floating;
        valuesMax = limits.valuesMax(Long.BYTES);
        dictionary = new LongDictionary(limits.dictionary());
        bounds = new LongBounds(floating);
    }

    @Override
    int fittingEnd(ColumnVector vector, int from, int to) {
        return Math.min(to, from + valuesMax - count);
    }

    @Override
    int take(ColumnVector vector, int from, int to) {
        int length = to - from;
        long[] source = floating
                ? bits(((ColumnVector.Doubles) vector).values, from, length)
                : ((ColumnVector.Longs) vector).values;
        int start = floating ? 0 : from;
        int taken = usesDictionary() ? appendIds(source, start, length) : appendValues(source, start, length);
        bounds.add(source, start, start + taken);
        count += taken;
        return taken;
    }

    private long[] bits(double[] doubles, int from, int length) {
        if (length > doubleBits.length) {
            doubleBits = new long[length];
        }
        for (int i = 0; i < length; i++) {
            doubleBits[i] = Double.doubleToRawLongBits(doubles[from + i]);
        }
        return doubleBits;
    }

    private int appendIds(long[] source, int from, int length) {
        reserveIds(length);
        int found = dictionary.ids(source, from, from + length, ids, count);
        if (found < length) {
            setDictionaryFull();
        }
        return found;
    }

    private int appendValues(long[] source, int from, int length) {
        reserveValues(count + length);
        System.arraycopy(source, from, values, count, length);
        return length;
    }

    private void reserveValues(int length) {
        if (length > values.length) {
            values = Arrays.copyOf(values, capacity(values.length, length));
        }
    }

    @Override
    long openBytes() {
        return (long) count * Long.BYTES;
    }

    @Override
    List<Encoding> encodings() {
        return List.of(Encoding.PLAIN, floating ? Encoding.BYTE_STREAM_SPLIT : Encoding.DELTA_BINARY_PACKED);
    }

    @Override
    void encode(Encoding encoding, PageWorkspace workspace) {
        switch (encoding) {
            case PLAIN -> workspace.body.putLongs(values, count);
            case BYTE_STREAM_SPLIT -> ByteStreamSplit.encode(values, count, workspace.body);
            case DELTA_BINARY_PACKED -> workspace.delta.encode(values, count, workspace.body);
            default -> throw new IllegalArgumentException("No encoding of 64-bit values: " + encoding);
        }
    }

    @Override
    @Nullable
    Bounds takeBounds() {
        return bounds.take();
    }

    @Override
    void clearValues() {
        if (values.length > KEPT_MAX) {
            values = new long[0];
        }
        if (doubleBits.length > KEPT_MAX) {
            doubleBits = new long[0];
        }
    }

    @Override
    void lookUpIds() {
        reserveValues(count);
        long[] known = dictionary.values();
        for (int i = 0; i < count; i++) {
            values[i] = known[ids[i]];
        }
    }

    @Override
    boolean hasDictionary() {
        return true;
    }

    @Override
    int dictionarySize() {
        return dictionary.size();
    }

    @Override
    long dictionaryBytes() {
        return dictionary.memoryBytes();
    }

    @Override
    void encodeDictionary(GrowableBytes out) {
        out.putLongs(dictionary.values(), dictionary.size());
    }

    @Override
    void clearDictionary() {
        dictionary.clear();
    }
}
