package io.dromedary.dialect.postgresql;

import java.util.List;

/** Of {@code hstore}: the number of entries, then keys and values, each behind its length. */
final class HstoreDecoder extends ListDecoder {
    HstoreDecoder(int rowCapacity, Specials specials) {
        super(Entry::new, rowCapacity, specials);
    }

    @Override
    int walk(byte[] wire, int at, int row) throws UnfitValueException {
        int entries = BigEndian.getInt(wire, at);
        int entry = at + Integer.BYTES;
        for (int i = 0; i < entries; i++) {
            addElement(entry);
            int value = entry + LENGTH_BYTES + BigEndian.getInt(wire, entry);
            entry = value + LENGTH_BYTES + Math.max(0, BigEndian.getInt(wire, value));
        }
        requireWidth(entry - at, wire, at, row);
        return entries;
    }

    /** Of a key, which is never missing, and its value. */
    private static final class Entry extends StructDecoder {
        private static final PartDecoder TEXT = (rowCapacity, specials) -> new BytesDecoder(rowCapacity);

        Entry(int rowCapacity, Specials specials) {
            super(rowCapacity, specials, List.of(TEXT, TEXT), List.of());
        }

        @Override
        boolean split(byte[] wire, int at, int index, int row) {
            offsets[0][index] = at + LENGTH_BYTES;
            int value = at + LENGTH_BYTES + BigEndian.getInt(wire, at);
            offsets[1][index] = BigEndian.getInt(wire, value) == NULL ? NULL : value + LENGTH_BYTES;
            return true;
        }
    }
}
