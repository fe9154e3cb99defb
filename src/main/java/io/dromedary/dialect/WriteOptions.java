package io.dromedary.dialect;

/**
 * How rows get to the database.
 *
 * @param insertRows how many rows one batch of INSERT statements has at most; 1: each row is a statement by itself; 0:
 *     rows are streamed with COPY, or with what the database has instead
 * @param srid of geometries that are written as WKT without one, in columns whose type has none; {@link #NO_SRID}: the
 *     database decides
 */
public record WriteOptions(int insertRows, int srid) {
    /** Nothing is said of an SRID. */
    public static final int NO_SRID = -1;

    /** The fastest way, and nothing else said. */
    public static final WriteOptions COPY = new WriteOptions(0, NO_SRID);

    public WriteOptions {
        if (insertRows < 0) {
            throw new IllegalArgumentException("A batch cannot have %d rows".formatted(insertRows));
        }
    }

    /** Whether rows are sent as INSERT statements. */
    public boolean isInsert() {
        return insertRows > 0;
    }
}
