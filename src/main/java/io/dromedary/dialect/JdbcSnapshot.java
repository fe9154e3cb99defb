package io.dromedary.dialect;

/**
 * A point in time of a database that is known through JDBC only: it lends connections, and whoever borrows one reads
 * the rows itself. {@link #open} is not for it.
 */
public interface JdbcSnapshot extends Snapshot {

    /** Lends a connection; waits until one is free. */
    JdbcReading borrow(RowQuery query);

    /** {@inheritDoc} Always throws. */
    @Override
    default RowCursor open(RowQuery query) {
        throw new IllegalStateException("%s is read through JDBC; borrow a connection"
                .formatted(query.source().id()));
    }
}
