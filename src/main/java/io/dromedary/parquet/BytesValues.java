package io.dromedary.parquet;

import io.dromedary.parquet.BytesBounds.BoundsKind;
import io.dromedary.table.ColumnVector;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.jspecify.annotations.Nullable;

/** Byte strings, of any length or all of one width. The open page keeps them plainly encoded,
 * beside their lengths. */
final class BytesValues extends ColumnValues {
    /** Plainly encoded, a value of any length stands behind its length. */
    private static final int LENGTH_BYTES = Integer.BYTES;

    private final String column;
    /** Zero if values have any length. */
    private final int width;

    private final PageLimits limits;
    private final BytesDictionary dictionary;
    private final BytesBounds bounds;
    private final GrowableBytes data = new GrowableBytes();
    private int[] lengths = new int[0];
    private long openBytes;

    private BytesValues(String column, int width, BoundsKind kind, PageLimits limits) {
        this.column = column;
        this.width = width;
        this.limits = limits;
        dictionary = new BytesDictionary(limits.dictionary());
        bounds = new BytesBounds(kind);
    }

    static BytesValues of(SchemaElement element, PageLimits limits) {
        if (element.getType() == Type.FIXED_LEN_BYTE_ARRAY) {
            boolean decimal = element.getConverted_type() == ConvertedType.DECIMAL;
            var kind = decimal ? BoundsKind.DECIMAL : BoundsKind.BINARY;
            return new BytesValues(element.getName(), element.getType_length(), kind, limits);
        }
        var kind = element.isSetConverted_type() ? BoundsKind.TEXT : BoundsKind.BINARY;
        return new BytesValues(element.getName(), 0, kind, limits);
    }

    @Override
    int take(ColumnVector vector, int from, int to) {
        var bytes = (ColumnVector.Bytes) vector;
        if (width > 0) {
            checkWidths(bytes, from, to);
        }
        int taken = usesDictionary() ? appendIds(bytes, from, to) : appendValues(bytes, from, to);
        count += taken;
        return taken;
    }

    private void checkWidths(ColumnVector.Bytes vector, int from, int to) {
        for (int i = from; i < to; i++) {
            if (vector.lengths[i] != width) {
                throw new IllegalArgumentException("Column %s has values of %d bytes but got one of %d"
                        .formatted(column, width, vector.lengths[i]));
            }
        }
    }

    private int appendIds(ColumnVector.Bytes vector, int from, int to) {
        reserveIds(to - from);
        int found = dictionary.ids(vector, from, to, ids, count);
        if (from + found < to) {
            setDictionaryFull();
        }
        for (int i = from; i < from + found; i++) {
            openBytes += vector.lengths[i] + LENGTH_BYTES;
        }
        return found;
    }

    private int appendValues(ColumnVector.Bytes vector, int from, int to) {
        reserveLengths(count + to - from);
        byte[] source = vector.data;
        int shift = count - from;
        for (int i = from; i < to; i++) {
            int length = vector.lengths[i];
            lengths[i + shift] = length;
            putPlain(source, vector.starts[i], length);
            openBytes += length + LENGTH_BYTES;
        }
        return to - from;
    }

    private void putPlain(byte[] source, int start, int length) {
        if (width == 0) {
            data.putInt(length);
        }
        data.put(source, start, length);
    }

    @Override
    int fittingEnd(ColumnVector vector, int from, int to) {
        int[] sizes = ((ColumnVector.Bytes) vector).lengths;
        long room = limits.bytesMax() - openBytes;
        int end = from;
        while (end < to) {
            room -= (long) sizes[end] + LENGTH_BYTES;
            if (room < 0) {
                break;
            }
            end++;
        }
        return end;
    }

    private void reserveLengths(int length) {
        if (length > lengths.length) {
            lengths = Arrays.copyOf(lengths, capacity(lengths.length, length));
        }
    }

    @Override
    LargeValue largeValue(ColumnVector vector, int index) {
        var bytes = (ColumnVector.Bytes) vector;
        return new LargeValue(bytes.data, bytes.starts[index], bytes.lengths[index]);
    }

    @Override
    @Nullable
    Bounds boundsOf(LargeValue value) {
        bounds.start(value.data);
        bounds.add(value.from, value.length);
        return bounds.take();
    }

    @Override
    long openBytes() {
        return openBytes;
    }

    @Override
    List<Encoding> encodings() {
        return width > 0 ? List.of(Encoding.PLAIN) : List.of(Encoding.PLAIN, Encoding.DELTA_LENGTH_BYTE_ARRAY);
    }

    @Override
    void encode(Encoding encoding, PageWorkspace workspace) {
        GrowableBytes out = workspace.body;
        switch (encoding) {
            case PLAIN -> out.put(data.bytes, 0, data.size);
            case DELTA_LENGTH_BYTE_ARRAY -> {
                workspace.delta.encode(lengths, count, out);
                int start = 0;
                for (int i = 0; i < count; i++) {
                    start += LENGTH_BYTES;
                    out.put(data.bytes, start, lengths[i]);
                    start += lengths[i];
                }
            }
            default -> throw new IllegalArgumentException("No encoding of byte strings: " + encoding);
        }
    }

    @Override
    @Nullable
    Bounds takeBounds() {
        if (usesDictionary()) {
            addSeenIds();
            return bounds.take();
        }
        bounds.start(data.bytes);
        int start = 0;
        for (int i = 0; i < count; i++) {
            start += width == 0 ? LENGTH_BYTES : 0;
            bounds.add(start, lengths[i]);
            start += lengths[i];
        }
        return bounds.take();
    }

    /** Most ids stand for many values: each is looked at once. */
    private void addSeenIds() {
        bounds.start(dictionary.data());
        boolean[] seen = new boolean[dictionary.size()];
        for (int i = 0; i < count; i++) {
            seen[ids[i]] = true;
        }
        for (int id = 0; id < seen.length; id++) {
            if (seen[id]) {
                bounds.add(dictionary.start(id), dictionary.length(id));
            }
        }
    }

    @Override
    void clearValues() {
        if (lengths.length > KEPT_MAX) {
            lengths = new int[0];
        }
        openBytes = 0;
        data.clear();
    }

    @Override
    void lookUpIds() {
        reserveLengths(count);
        data.clear();
        byte[] known = dictionary.data();
        for (int i = 0; i < count; i++) {
            int length = dictionary.length(ids[i]);
            lengths[i] = length;
            putPlain(known, dictionary.start(ids[i]), length);
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
        for (int id = 0; id < dictionary.size(); id++) {
            if (width == 0) {
                out.putInt(dictionary.length(id));
            }
            out.put(dictionary.data(), dictionary.start(id), dictionary.length(id));
        }
    }

    @Override
    void clearDictionary() {
        dictionary.clear();
    }
}
