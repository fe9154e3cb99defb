package io.dromedary.dialect.postgresql;

/** Of multiranges: their number, then each range behind its length. */
final class MultirangeDecoder extends ListDecoder {
    MultirangeDecoder(WireType.Range range, int rowCapacity, Specials specials) {
        super(range::decoder, rowCapacity, specials);
    }

    @Override
    int walk(byte[] wire, int at, int row) throws UnfitValueException {
        int ranges = BigEndian.getInt(wire, at);
        int end = addElements(wire, at + Integer.BYTES, ranges);
        requireWidth(end - at, wire, at, row);
        return ranges;
    }
}
