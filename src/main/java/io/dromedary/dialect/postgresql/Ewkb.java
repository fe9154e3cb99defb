package io.dromedary.dialect.postgresql;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Turns the binary form of PostGIS, EWKB, into Well-Known Binary of ISO, in its place: that is never longer. An SRID is
 * taken out, and that there is a third or fourth coordinate is said by adding 1000 or 2000 to a type instead of a flag.
 * Coordinates and byte orders stay as they are. Not thread-safe.
 */
final class Ewkb {
    private static final int HAS_Z = 0x80000000;
    private static final int HAS_M = 0x40000000;
    private static final int HAS_SRID = 0x20000000;
    private static final int FLAGS = HAS_Z | HAS_M | HAS_SRID;
    private static final int ISO_Z = 1000;
    private static final int ISO_M = 2000;
    private static final int DEPTH_MAX = 256;
    private static final int TYPE_AT = 1;
    private static final int HEADER_BYTES = TYPE_AT + Integer.BYTES;

    private ByteBuffer bytes = ByteBuffer.allocate(0);
    private int row;
    private int from;
    private int to;
    private int end;
    private int srid;

    /** Takes the bytes that the next values are in. */
    void start(byte[] wire) {
        bytes = ByteBuffer.wrap(wire);
    }

    /**
     * Converts a value.
     *
     * @param at where it starts, and will start
     * @param length of it
     * @param valueRow for failures
     * @return how long it is now
     */
    int toIso(int at, int length, int valueRow) throws UnfitValueException {
        row = valueRow;
        from = at;
        to = at;
        end = at + length;
        srid = 0;
        geometry(0);
        if (from != end) {
            throw malformed();
        }
        return to - at;
    }

    /** Of the value that was converted last; 0: none. */
    int srid() {
        return srid;
    }

    private void geometry(int depth) throws UnfitValueException {
        if (depth > DEPTH_MAX) {
            throw UnfitValueException.data(
                    row, "a geometry of more than %d levels; exclude the row with where_clause".formatted(DEPTH_MAX));
        }
        require(HEADER_BYTES);
        byte order = bytes.get(from);
        bytes.order(order == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        int code = bytes.getInt(from + TYPE_AT);
        int type = code & ~FLAGS;
        boolean hasZ = (code & HAS_Z) != 0;
        boolean hasM = (code & HAS_M) != 0;
        bytes.put(to, order);
        bytes.putInt(to + TYPE_AT, type + (hasZ ? ISO_Z : 0) + (hasM ? ISO_M : 0));
        from += HEADER_BYTES;
        to += HEADER_BYTES;
        if ((code & HAS_SRID) != 0) {
            takeSrid(depth);
        }
        int pointBytes = Double.BYTES * (2 + (hasZ ? 1 : 0) + (hasM ? 1 : 0));
        body(type, pointBytes, depth);
    }

    private void takeSrid(int depth) throws UnfitValueException {
        require(Integer.BYTES);
        int found = bytes.getInt(from);
        if (depth > 0 && found != srid) {
            throw malformed();
        }
        srid = found;
        from += Integer.BYTES;
    }

    private void body(int type, int pointBytes, int depth) throws UnfitValueException {
        switch (type) {
            // point
            case 1 -> move(pointBytes);
            // line, arc
            case 2, 8 -> move((long) pointBytes * count());
            // polygon, triangle
            case 3, 17 -> {
                for (int rings = count(); rings > 0; rings--) {
                    move((long) pointBytes * count());
                }
            }
            // collections of each kind, and what is made of lines and arcs
            case 4, 5, 6, 7, 9, 10, 11, 12, 15, 16 -> {
                for (int parts = count(); parts > 0; parts--) {
                    geometry(depth + 1);
                }
            }
            default -> throw malformed();
        }
    }

    private int count() throws UnfitValueException {
        require(Integer.BYTES);
        int count = bytes.getInt(from);
        if (count < 0) {
            throw malformed();
        }
        move(Integer.BYTES);
        return count;
    }

    private void move(long length) throws UnfitValueException {
        require(length);
        if (from != to) {
            System.arraycopy(bytes.array(), from, bytes.array(), to, (int) length);
        }
        from += (int) length;
        to += (int) length;
    }

    private void require(long length) throws UnfitValueException {
        if (length > end - from) {
            throw malformed();
        }
    }

    private UnfitValueException malformed() {
        return UnfitValueException.malformed(row, "a geometry that is not as PostGIS documents it");
    }
}
