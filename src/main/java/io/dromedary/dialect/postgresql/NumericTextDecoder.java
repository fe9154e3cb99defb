package io.dromedary.dialect.postgresql;

import io.dromedary.table.ColumnVector;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Of {@code numeric} of any size: the text that PostgreSQL prints, with all zeros at the end. */
final class NumericTextDecoder extends ColumnDecoder {
    private static final byte[] NOTHING = new byte[0];

    private final ColumnVector.Bytes vector;
    private byte[] text = NOTHING;
    private int length;

    NumericTextDecoder(int rowCapacity) {
        vector = new ColumnVector.Bytes(rowCapacity);
    }

    @Override
    ColumnVector vector() {
        return vector;
    }

    @Override
    void decode(byte[] wire, int[] offsets, int rows) throws UnfitValueException {
        boolean[] isNull = vector.isNull;
        int count = 0;
        length = 0;
        for (int row = 0; row < rows; row++) {
            int at = offsets[row];
            boolean missing = at == NULL;
            isNull[row] = missing;
            if (!missing) {
                NumericFormat.requireWhole(wire, at, row);
                vector.starts[count] = length;
                print(wire, at);
                vector.lengths[count] = length - vector.starts[count];
                count++;
            }
        }
        vector.data = text;
        vector.finish(rows, count);
    }

    private void print(byte[] wire, int at) {
        if (NumericFormat.isSpecial(wire, at)) {
            byte[] name = NumericFormat.special(wire, at).getBytes(StandardCharsets.US_ASCII);
            reserve(name.length);
            System.arraycopy(name, 0, text, length, name.length);
            length += name.length;
            return;
        }
        int weight = NumericFormat.weight(wire, at);
        int scale = NumericFormat.shownScale(wire, at);
        reserve((Math.max(0, weight) + 2) * NumericFormat.GROUP_DIGITS + scale + NumericFormat.GROUP_DIGITS + 2);
        if (NumericFormat.isNegative(wire, at)) {
            text[length++] = '-';
        }
        printWhole(wire, at, weight);
        if (scale > 0) {
            text[length++] = '.';
            int end = length + scale;
            for (int i = weight + 1; length < end; i++) {
                printGroup(groupAt(wire, at, i));
            }
            length = end;
        }
    }

    private void printWhole(byte[] wire, int at, int weight) {
        int start = length;
        for (int i = 0; i <= weight; i++) {
            printGroup(groupAt(wire, at, i));
        }
        int zeros = start;
        while (zeros < length && text[zeros] == '0') {
            zeros++;
        }
        System.arraycopy(text, zeros, text, start, length - zeros);
        length -= zeros - start;
        if (length == start) {
            text[length++] = '0';
        }
    }

    /** Zero before the first and behind the last group. */
    private static int groupAt(byte[] wire, int at, int index) {
        return index >= 0 && index < NumericFormat.groupCount(wire, at) ? NumericFormat.group(wire, at, index) : 0;
    }

    private void printGroup(int group) {
        for (int power = NumericFormat.GROUP / 10; power > 0; power /= 10) {
            text[length++] = (byte) ('0' + group / power % 10);
        }
    }

    private void reserve(int more) {
        if (length + more > text.length) {
            text = Arrays.copyOf(text, Math.max(length + more, 2 * text.length));
        }
    }

    @Override
    void release() {
        vector.data = NOTHING;
        text = NOTHING;
    }
}
