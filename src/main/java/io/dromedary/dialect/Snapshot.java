package io.dromedary.dialect;

/**
 * A point in time in the source. It lives as long as its keeper connection, which {@link #close} ends; cursors that are
 * still open then go on reading, new ones cannot be opened. Thread-safe.
 */
public interface Snapshot extends AutoCloseable {

    /** The name the server gave it. */
    String id();

    /** Opens rows on a connection of their own, in this point in time. */
    RowCursor open(RowQuery query);

    /** Makes the server stop every query of this snapshot; the threads that wait for them get {@code CANCELLED}. */
    void cancel();

    @Override
    void close();
}
