package io.dromedary.parquet;

import io.dromedary.table.ColumnVector;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The types of geometries in Well-Known Binary of ISO, those inside of collections apart. Not thread-safe. */
final class GeometryTypes {
    private static final List<String> NAMES = List.of(
            "Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon", "GeometryCollection");
    private static final int COLLECTION = NAMES.size();
    private static final int DIMENSIONS = 1000;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final int HEADER_BYTES = 1 + Integer.BYTES;

    private final BitSet whole = new BitSet();
    private final BitSet inside = new BitSet();
    private ByteBuffer bytes = NOTHING;

    /** Adds those of values, which are well-formed. */
    void add(ColumnVector.Bytes values) {
        bytes = ByteBuffer.wrap(values.data);
        for (int i = 0; i < values.valueCount(); i++) {
            int at = values.starts[i];
            int code = code(at);
            whole.set(code);
            if (code % DIMENSIONS == COLLECTION) {
                walkParts(at);
            }
        }
        // Lets go of what may be a large buffer.
        bytes = NOTHING;
    }

    /** Sets the byte order, too. */
    private int code(int at) {
        bytes.order(bytes.get(at) == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        return bytes.getInt(at + 1);
    }

    /** Returns where the geometry ends. */
    private int walk(int at) {
        int code = code(at);
        inside.set(code);
        int body = at + HEADER_BYTES;
        int points = (2 + (code / DIMENSIONS + 1) / 2) * Double.BYTES;
        return switch (code % DIMENSIONS) {
            case 1 -> body + points;
            case 2, 8 -> body + Integer.BYTES + bytes.getInt(body) * points;
            case 3, 17 -> endOfRings(body, points);
            default -> walkParts(at);
        };
    }

    private int endOfRings(int body, int points) {
        int end = body + Integer.BYTES;
        for (int rings = bytes.getInt(body); rings > 0; rings--) {
            end += Integer.BYTES + bytes.getInt(end) * points;
        }
        return end;
    }

    private int walkParts(int at) {
        int end = at + HEADER_BYTES + Integer.BYTES;
        for (int parts = bytes.getInt(at + HEADER_BYTES); parts > 0; parts--) {
            end = walk(end);
        }
        return end;
    }

    /** Whether GeoParquet has all of them: it has no arcs, no surfaces but polygons, and no measures. */
    boolean areAllKnown() {
        return whole.stream().allMatch(GeometryTypes::isKnown)
                && inside.stream().allMatch(GeometryTypes::isKnown);
    }

    private static boolean isKnown(int code) {
        int type = code % DIMENSIONS;
        return code < 2 * DIMENSIONS && type >= 1 && type <= NAMES.size();
    }

    /** Those of whole values by the names of GeoParquet. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        whole.stream()
                .filter(GeometryTypes::isKnown)
                .forEach(code -> names.add(NAMES.get(code % DIMENSIONS - 1) + (code > DIMENSIONS ? " Z" : "")));
        return names;
    }
}
