package io.dromedary.dialect;

import io.dromedary.table.RowBatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads rows, batch by batch. For one thread. Closing it early stops the query on the server. */
public interface RowCursor extends AutoCloseable {

    /** The next rows, or null after the last one. The batch before becomes invalid. */
    @Nullable
    RowBatch next();

    /** How many rows the server says it has sent; known after {@link #next} has returned null. */
    long rowsSentByServer();

    /** Values that a policy has replaced, of columns that have any; known after {@link #next} has returned null. */
    default List<ReplacedValues> replaced() {
        return List.of();
    }

    @Override
    void close();
}
