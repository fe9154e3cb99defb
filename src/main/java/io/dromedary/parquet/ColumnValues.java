package io.dromedary.parquet;

import io.dromedary.table.ColumnVector;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.SchemaElement;
import org.jspecify.annotations.Nullable;

/**
 * The values of one column that wait in its open page, and the dictionary of its column chunk. A page holds values, or
 * ids while {@link #usesDictionary}. One class for each way to keep values, so that its loops see primitive arrays
 * only.
 */
abstract sealed class ColumnValues permits BooleanValues, IntValues, LongValues, BytesValues {
    /** Larger arrays, for a row larger than a page, are not kept for the next page. */
    static final int KEPT_MAX = 1 << 18;

    private static final int CAPACITY_MIN = 64;

    /** Values or ids in the open page. */
    int count;

    /** The ids of the open page while the dictionary is used. */
    int[] ids = new int[0];

    private boolean usesDictionary;
    private boolean dictionaryFull;

    static ColumnValues of(SchemaElement element, PageLimits limits) {
        return switch (element.getType()) {
            case BOOLEAN -> new BooleanValues(limits);
            case INT32 -> new IntValues(false, limits);
            case INT64 -> new LongValues(false, limits);
            case FLOAT -> new IntValues(true, limits);
            case DOUBLE -> new LongValues(true, limits);
            case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY, INT96 -> BytesValues.of(element, limits);
        };
    }

    /**
     * Adds the values {@code from} to {@code to} of a vector to the open page.
     *
     * @return how many it took; fewer if the page, or the dictionary, is full
     */
    final int append(ColumnVector vector, int from, int to) {
        return take(vector, from, fittingEnd(vector, from, to));
    }

    /** The end of the values that the open page has room for. */
    abstract int fittingEnd(ColumnVector vector, int from, int to);

    /**
     * Adds values to the open page even if it has no room for them.
     *
     * @return how many it took; fewer if the dictionary is full
     */
    abstract int take(ColumnVector vector, int from, int to);

    /** The bytes that the open page would have plainly encoded. */
    abstract long openBytes();

    /** The encodings that may suit values that repeat little, PLAIN first. */
    abstract List<Encoding> encodings();

    /** Appends the values of the open page. Not for ids. */
    abstract void encode(Encoding encoding, PageWorkspace workspace);

    /** The bounds of the open page, which has at least one value; null if they are not known. */
    abstract @Nullable Bounds takeBounds();

    /** Empties the open page; the dictionary stays. */
    final void clearPage() {
        count = 0;
        if (ids.length > KEPT_MAX) {
            ids = new int[0];
        }
        clearValues();
    }

    abstract void clearValues();

    /** Puts the values that the ids of the open page stand for into the page, beside the ids. */
    abstract void lookUpIds();

    abstract boolean hasDictionary();

    abstract int dictionarySize();

    abstract long dictionaryBytes();

    /** Appends the dictionary, plainly encoded. */
    abstract void encodeDictionary(GrowableBytes out);

    abstract void clearDictionary();

    /** The page of one value that {@link #append} cannot take since it is larger than a page. */
    LargeValue largeValue(ColumnVector vector, int index) {
        throw new IllegalStateException("%s of %d values has no large value at %d"
                .formatted(getClass().getSimpleName(), vector.valueCount(), index));
    }

    /** The bounds of a page that holds only this value; null if there are none. */
    @Nullable
    Bounds boundsOf(LargeValue value) {
        throw new IllegalStateException("%s has no large values but got one of %d bytes"
                .formatted(getClass().getSimpleName(), value.length));
    }

    final boolean usesDictionary() {
        return usesDictionary;
    }

    /** Whether a value was refused since the dictionary is full. */
    final boolean isDictionaryFull() {
        return dictionaryFull;
    }

    final void startDictionary() {
        clearDictionary();
        dictionaryFull = false;
        usesDictionary = true;
    }

    /** From now on the pages hold values; ids given so far stay valid. */
    final void stopDictionary() {
        usesDictionary = false;
        ids = new int[0];
    }

    /** Appends the ids of the open page behind their width. */
    final void encodeIds(GrowableBytes out) {
        int width = Math.max(1, BitPacking.widthOf(dictionarySize() - 1L));
        out.putByte(width);
        RunLengthEncoder.encode(ids, count, width, out);
    }

    /** Makes room for more ids. */
    final void reserveIds(int more) {
        if (count + more > ids.length) {
            ids = Arrays.copyOf(ids, capacity(ids.length, count + more));
        }
    }

    final void setDictionaryFull() {
        dictionaryFull = true;
    }

    /** The length of an array that grows from one length to another at least. */
    static int capacity(int length, int least) {
        return Math.max(Math.max(least, CAPACITY_MIN), length * 2);
    }
}
