package io.dromedary.dialect.postgresql;

import io.dromedary.table.ColumnVector;
import java.util.List;

/** Of ranges: a byte of flags, then those bounds that are not infinite, each behind its length. */
final class RangeDecoder extends StructDecoder {
    private static final int EMPTY = 0x01;
    private static final int LOWER_INCLUSIVE = 0x02;
    private static final int UPPER_INCLUSIVE = 0x04;
    private static final int NO_LOWER = 0x08 | 0x20 | EMPTY;
    private static final int NO_UPPER = 0x10 | 0x40 | EMPTY;

    private final ColumnVector.Booleans lowerInclusive;
    private final ColumnVector.Booleans upperInclusive;
    private final ColumnVector.Booleans empty;

    RangeDecoder(WireType bound, int rowCapacity, Specials specials) {
        this(
                bound,
                rowCapacity,
                specials,
                List.of(
                        new ColumnVector.Booleans(rowCapacity),
                        new ColumnVector.Booleans(rowCapacity),
                        new ColumnVector.Booleans(rowCapacity)));
    }

    private RangeDecoder(WireType bound, int rowCapacity, Specials specials, List<ColumnVector.Booleans> flags) {
        super(rowCapacity, specials, List.of(bound::decoder, bound::decoder), flags);
        lowerInclusive = flags.get(0);
        upperInclusive = flags.get(1);
        empty = flags.get(2);
    }

    @Override
    boolean split(byte[] wire, int from, int index, int row) throws UnfitValueException {
        int flags = wire[from];
        lowerInclusive.values[index] = (flags & LOWER_INCLUSIVE) != 0;
        upperInclusive.values[index] = (flags & UPPER_INCLUSIVE) != 0;
        empty.values[index] = (flags & EMPTY) != 0;
        int at = from + 1;
        at = bound(wire, at, (flags & NO_LOWER) == 0, offsets[0], index);
        at = bound(wire, at, (flags & NO_UPPER) == 0, offsets[1], index);
        requireWidth(at - from, wire, from, row);
        return true;
    }

    private static int bound(byte[] wire, int at, boolean present, int[] bounds, int index) {
        bounds[index] = present ? at + LENGTH_BYTES : NULL;
        return present ? at + LENGTH_BYTES + BigEndian.getInt(wire, at) : at;
    }

    @Override
    String name(int field) {
        return field == 0 ? "lower bound" : "upper bound";
    }
}
