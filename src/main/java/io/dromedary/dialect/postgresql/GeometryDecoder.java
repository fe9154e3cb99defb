package io.dromedary.dialect.postgresql;

import io.dromedary.table.ColumnVector;

/** Of {@code geometry} and {@code geography}. The vector points into the wire's bytes, where values are converted. */
final class GeometryDecoder extends ColumnDecoder {
    private static final byte[] NOTHING = new byte[0];

    private final int srid;
    private final ColumnVector.Bytes vector;
    private final Ewkb ewkb = new Ewkb();

    /** {@code srid}: of every value. */
    GeometryDecoder(int srid, int rowCapacity) {
        this.srid = srid;
        vector = new ColumnVector.Bytes(rowCapacity);
    }

    @Override
    ColumnVector vector() {
        return vector;
    }

    @Override
    void decode(byte[] wire, int[] offsets, int rows) throws UnfitValueException {
        ewkb.start(wire);
        int count = 0;
        for (int row = 0; row < rows; row++) {
            int at = offsets[row];
            vector.isNull[row] = at == NULL;
            if (at != NULL) {
                vector.starts[count] = at;
                vector.lengths[count++] = ewkb.toIso(at, length(wire, at), row);
                if (ewkb.srid() != srid) {
                    throw UnfitValueException.data(
                            row,
                            ("the SRID %d, but the column is exported with %d; exclude the row with where_clause, or"
                                            + " set special_values to text")
                                    .formatted(ewkb.srid(), srid));
                }
            }
        }
        vector.data = wire;
        vector.finish(rows, count);
    }

    @Override
    void release() {
        vector.data = NOTHING;
        ewkb.start(NOTHING);
    }
}
