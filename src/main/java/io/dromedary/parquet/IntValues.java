package io.dromedary.parquet;

import io.dromedary.table.ColumnVector;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.format.Encoding;
import org.jspecify.annotations.Nullable;

/** Values of 32 bits: integers, or the bits of floats. */
final class IntValues extends ColumnValues {
    private final boolean floating;
    private final int valuesMax;
    private final IntDictionary dictionary;
    private final IntBounds bounds;
    private int[] values = new int[0];
    private int[] floatBits = new int[0];

    IntValues(boolean floating, PageLimits limits) {
        this.floating = floating;
        valuesMax = limits.valuesMax(Integer.BYTES);
        dictionary = new IntDictionary(limits.dictionary());
        bounds = new IntBounds(floating);
    }

    @Override
    int fittingEnd(ColumnVector vector, int from, int to) {
        return Math.min(to, from + valuesMax - count);
    }

    @Override
    int take(ColumnVector vector, int from, int to) {
        int length = to - from;
        int[] source = floating
                ? bits(((ColumnVector.Floats) vector).values, from, length)
                : ((ColumnVector.Ints) vector).values;
        int start = floating ? 0 : from;
        int taken = usesDictionary() ? appendIds(source, start, length) : appendValues(source, start, length);
        bounds.add(source, start, start + taken);
        count += taken;
        return taken;
    }

    private int[] bits(float[] floats, int from, int length) {
        if (length > floatBits.length) {
            floatBits = new int[length];
        }
        for (int i = 0; i < length; i++) {
            floatBits[i] = Float.floatToRawIntBits(floats[from + i]);
        }
        return floatBits;
    }

    private int appendIds(int[] source, int from, int length) {
        reserveIds(length);
        int found = dictionary.ids(source, from, from + length, ids, count);
        if (found < length) {
            setDictionaryFull();
        }
        return found;
    }

    private int appendValues(int[] source, int from, int length) {
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
        return (long) count * Integer.BYTES;
    }

    @Override
    List<Encoding> encodings() {
        return List.of(Encoding.PLAIN, floating ? Encoding.BYTE_STREAM_SPLIT : Encoding.DELTA_BINARY_PACKED);
    }

    @Override
    void encode(Encoding encoding, PageWorkspace workspace) {
        switch (encoding) {
            case PLAIN -> workspace.body.putInts(values, count);
            case BYTE_STREAM_SPLIT -> ByteStreamSplit.encode(values, count, workspace.body);
            case DELTA_BINARY_PACKED -> workspace.delta.encode(values, count, workspace.body);
            default -> throw new IllegalArgumentException("No encoding of 32-bit values: " + encoding);
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
            values = new int[0];
        }
        if (floatBits.length > KEPT_MAX) {
            floatBits = new int[0];
        }
    }

    @Override
    void lookUpIds() {
        reserveValues(count);
        int[] known = dictionary.values();
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
        out.putInts(dictionary.values(), dictionary.size());
    }

    @Override
    void clearDictionary() {
        dictionary.clear();
    }
}
