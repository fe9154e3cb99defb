package io.dromedary.dialect.postgresql;

import io.dromedary.table.ColumnType;
import io.dromedary.table.ColumnVector;

/** Of {@code numeric} with 19 to 38 digits: two's complement, big endian, computed in 128 bits. */
final class WideDecimalDecoder extends ColumnDecoder {
    private final NumericFormat format;
    private final Specials specials;
    private final int width;
    private final ColumnVector.Bytes vector;

    private long high;
    private long low;

    WideDecimalDecoder(ColumnType.Decimal type, int rowCapacity, Specials specials) {
        this.specials = specials;
        format = new NumericFormat(type);
        width = type.byteWidth();
        vector = new ColumnVector.Bytes(rowCapacity);
        vector.data = new byte[rowCapacity * width];
        for (int i = 0; i < rowCapacity; i++) {
            vector.starts[i] = i * width;
            vector.lengths[i] = width;
        }
    }

    @Override
    ColumnVector vector() {
        return vector;
    }

    @Override
    void decode(byte[] wire, int[] offsets, int rows) throws UnfitValueException {
        boolean[] isNull = vector.isNull;
        int count = 0;
        for (int row = 0; row < rows; row++) {
            int at = offsets[row];
            boolean missing = at == NULL;
            isNull[row] = missing;
            if (!missing) {
                try {
                    format.check(wire, at, row);
                    read(wire, at);
                    write(vector.data, width * count++);
                } catch (UnfitValueException e) {
                    isNull[row] = specials.toNull(e);
                }
            }
        }
        vector.finish(rows, count);
    }

    private void read(byte[] wire, int at) {
        high = 0;
        low = 0;
        int groups = NumericFormat.groupCount(wire, at);
        if (groups == 0) {
            return;
        }
        for (int i = 0; i < groups - 1; i++) {
            multiplyAdd(NumericFormat.GROUP, NumericFormat.group(wire, at, i));
        }
        int last = NumericFormat.group(wire, at, groups - 1);
        int exponent = format.lastExponent(wire, at);
        if (exponent < 0) {
            int shown = NumericFormat.GROUP_DIGITS + exponent;
            multiplyAdd((int) NumericFormat.power(shown), last / (int) NumericFormat.power(-exponent));
        } else {
            multiplyAdd(NumericFormat.GROUP, last);
            for (; exponent >= NumericFormat.GROUP_DIGITS; exponent -= NumericFormat.GROUP_DIGITS) {
                multiplyAdd(NumericFormat.GROUP, 0);
            }
            multiplyAdd((int) NumericFormat.power(exponent), 0);
        }
        if (NumericFormat.isNegative(wire, at)) {
            low = -low;
            high = ~high + (low == 0 ? 1 : 0);
        }
    }

    /** 128 bits: {@code value = value * factor + summand}; both small and not negative. */
    private void multiplyAdd(int factor, int summand) {
        // multiplyHigh is signed; the low half is not.
        long carry = Math.multiplyHigh(low, factor) + (low < 0 ? factor : 0);
        low = low * factor + summand;
        if (Long.compareUnsigned(low, summand) < 0) {
            carry++;
        }
        high = high * factor + carry;
    }

    private void write(byte[] data, int start) {
        int highBytes = width - Long.BYTES;
        for (int i = 0; i < highBytes; i++) {
            data[start + i] = (byte) (high >> (Byte.SIZE * (highBytes - 1 - i)));
        }
        BigEndian.putLong(data, start + highBytes, low);
    }
}
