package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.postgresql.WireType.Attribute;
import java.util.List;

/** Of composites: the number of fields, then each behind its type and its length. */
final class CompositeDecoder extends StructDecoder {
    private final List<Attribute> attributes;

    CompositeDecoder(List<Attribute> attributes, int rowCapacity, Specials specials) {
        super(
                rowCapacity,
                specials,
                attributes.stream()
                        .<PartDecoder>map(attribute -> attribute.type()::decoder)
                        .toList(),
                List.of());
        this.attributes = attributes;
    }

    @Override
    boolean split(byte[] wire, int from, int index, int row) throws UnfitValueException {
        if (BigEndian.getInt(wire, from) != attributes.size()) {
            throw UnfitValueException.altered(row);
        }
        int at = from + Integer.BYTES;
        for (int i = 0; i < offsets.length; i++) {
            if (BigEndian.getInt(wire, at) != attributes.get(i).oid()) {
                throw UnfitValueException.altered(row);
            }
            int length = BigEndian.getInt(wire, at + Integer.BYTES);
            at += Integer.BYTES + LENGTH_BYTES;
            offsets[i][index] = length == NULL ? NULL : at;
            at += Math.max(0, length);
        }
        requireWidth(at - from, wire, from, row);
        return true;
    }

    @Override
    String name(int field) {
        return "field \"%s\"".formatted(attributes.get(field).name());
    }
}
