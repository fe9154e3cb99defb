package io.dromedary.dialect;

import io.dromedary.table.TableSchema;

/**
 * A point in time in the source. It lives as long as its keeper connection, which {@link #close} ends; cursors that are
 * still open then go on reading, new ones cannot be opened. Thread-safe.
 */
public interface Snapshot extends AutoCloseable {

    /** The name the server gave it. */
    String id();

    /** Opens rows on a connection of their own, in this point in time. */
    RowCursor open(RowQuery query);

    /**
     * Settles the types that only values can settle, those of columns whose conversion is {@code MEASURED}: reads the
     * values of these columns once, all of the table's or query's.
     *
     * @return the columns, without such
     */
    default TableSchema settle(RowQuery query) {
        return query.schema();
    }

    /** Makes the server stop every query of this snapshot; the threads that wait for them get {@code CANCELLED}. */
    void cancel();

    @Override
    void close();
}
