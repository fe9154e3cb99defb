package io.dromedary.dialect.postgresql;

import io.dromedary.table.ColumnType;

/** What the modifier of a PostGIS type says, {@code geometry(Point,4326)}: bits, as PostGIS documents them. */
final class GeometryModifier {
    private static final int SRID_BITS = 0x0FFFFF00;
    private static final int SRID_SIGN = 0x10000000;

    private GeometryModifier() {}

    /** The SRID that the type demands of each value; 0: none. */
    static int srid(int modifier) {
        return modifier < 0 ? 0 : ((modifier & SRID_BITS) - (modifier & SRID_SIGN)) >> Byte.SIZE;
    }

    /** The form of a column of {@code geometry}, or else {@code geography}, of an extension in the schema. */
    static WireType.Geometry geometry(int modifier, boolean isGeography, String schema) {
        int srid = srid(modifier);
        return new WireType.Geometry(new ColumnType.Geometry(srid, isGeography), schema, srid == 0);
    }
}
