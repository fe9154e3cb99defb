package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.RowQuery;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.table.TableSchema;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A {@link ColumnMeasurement} on a reader of its own. {@link #cancel} may be called from any thread. */
final class MeasurementRun implements Cancellable {
    private static final Logger LOG = LoggerFactory.getLogger(MeasurementRun.class);

    private final RowQuery query;
    private final ReaderPool.Reader reader;
    private final Failures failures;
    private final SpecialMapping specials;
    private boolean released;
    private volatile boolean cancelled;

    /** Takes over the reader, whose transaction has begun. */
    MeasurementRun(RowQuery query, ReaderPool.Reader reader, Failures failures, TypeMapping mapping) {
        this.query = query;
        this.reader = reader;
        this.failures = failures;
        this.specials = mapping.specials();
    }

    TableSchema settle() {
        boolean clean = false;
        try {
            if (cancelled) {
                throw cancelled(null);
            }
            TableSchema schema = new ColumnMeasurement(query, specials).settle(reader.connection());
            clean = true;
            return schema;
        } catch (SQLException e) {
            throw cancelled ? cancelled(e) : failures.running(query, e);
        } finally {
            release(clean);
        }
    }

    private DromedaryException cancelled(@Nullable SQLException cause) {
        String message = "%s: reading was cancelled".formatted(query.source().id());
        return cause == null
                ? DromedaryException.permanent(FailureCategory.CANCELLED, message)
                : DromedaryException.permanent(FailureCategory.CANCELLED, message, cause);
    }

    private synchronized void release(boolean clean) {
        released = true;
        if (clean) {
            reader.giveBack();
        } else {
            reader.discard();
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        synchronized (this) {
            if (!released) {
                try {
                    reader.connection().cancelQuery();
                } catch (SQLException e) {
                    LOG.debug(
                            "{}: measuring could not be cancelled: {}",
                            query.source().id(),
                            e.getMessage());
                }
            }
        }
    }
}
