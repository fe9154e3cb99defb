package io.dromedary.dialect;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.table.TableSchema;
import java.util.Optional;

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

    /** The SELECT whose rows {@link #open} reads, or a borrowed connection; for evidence, and to read them again. */
    String sql(RowQuery query);

    /**
     * How far the server's log was written when the point in time had just been taken: everything that is in it was
     * written before. Empty where a database does not tell.
     */
    default Optional<String> findLogPosition() {
        return Optional.empty();
    }

    /**
     * What rows come to, computed by the database. It runs the query's SQL as it stands, in a transaction that cannot
     * write.
     */
    default RowSummary summarize(SummaryQuery query) {
        throw DromedaryException.permanent(
                FailureCategory.CONFIGURATION,
                "%s: this database cannot be compared with; only postgresql can.".formatted(query.name()));
    }

    /** Makes the server stop every query of this snapshot; the threads that wait for them get {@code CANCELLED}. */
    void cancel();

    @Override
    void close();
}
