package io.dromedary.parquet;

import io.dromedary.table.ColumnVector;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.format.Encoding;
import org.jspecify.annotations.Nullable;

/** Booleans as bits. */
final class BooleanValues extends ColumnValues {
    private final int valuesMax;
    private byte[] bits = new byte[0];
    private boolean sawFalse;
    private boolean sawTrue;

    BooleanValues(PageLimits limits) {
        valuesMax = limits.rowsMax();
    }

    @Override
    int fittingEnd(ColumnVector vector, int from, int to) {
        return Math.min(to, from + valuesMax - count);
    }

    @Override
    int take(ColumnVector vector, int from, int to) {
        boolean[] values = ((ColumnVector.Booleans) vector).values;
        int length = to - from;
        if ((count + length + 7) / Byte.SIZE > bits.length) {
            bits = Arrays.copyOf(bits, capacity(bits.length, (count + length + 7) / Byte.SIZE));
        }
        int trues = 0;
        for (int i = 0, at = count; i < length; i++, at++) {
            int bit = values[from + i] ? 1 : 0;
            trues += bit;
            bits[at >>> 3] = (byte) ((at & 7) == 0 ? bit : bits[at >>> 3] | bit << (at & 7));
        }
        sawTrue |= trues > 0;
        sawFalse |= trues < length;
        count += length;
        return length;
    }

    @Override
    long openBytes() {
        return count / Byte.SIZE;
    }

    @Override
    List<Encoding> encodings() {
        return List.of(Encoding.PLAIN);
    }

    @Override
    void encode(Encoding encoding, PageWorkspace workspace) {
        workspace.body.put(bits, 0, (count + 7) / Byte.SIZE);
    }

    @Override
    @Nullable
    Bounds takeBounds() {
        var bounds = Bounds.exact(new byte[] {(byte) (sawFalse ? 0 : 1)}, new byte[] {(byte) (sawTrue ? 1 : 0)});
        sawFalse = false;
        sawTrue = false;
        return bounds;
    }

    @Override
    void clearValues() {
        if (bits.length > KEPT_MAX) {
            bits = new byte[0];
        }
    }

    @Override
    boolean hasDictionary() {
        return false;
    }

    @Override
    void lookUpIds() {
        throw new UnsupportedOperationException("Booleans have no dictionary");
    }

    @Override
    int dictionarySize() {
        return 0;
    }

    @Override
    long dictionaryBytes() {
        return 0;
    }

    @Override
    void encodeDictionary(GrowableBytes out) {
        throw new UnsupportedOperationException("Booleans have no dictionary");
    }

    @Override
    void clearDictionary() {}
}
