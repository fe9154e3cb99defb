package io.dromedary.dialect;

import io.dromedary.table.ChunkBounds;
import io.dromedary.table.TableSchema;
import java.util.Optional;

/**
 * Which rows to read.
 *
 * @param source the table or query
 * @param schema the columns, in the order wanted
 * @param where a condition in the database's SQL, as the specification gives it
 * @param bounds the slice
 */
public record RowQuery(RowSource source, TableSchema schema, String where, ChunkBounds bounds) {

    /** The condition, if there is one. */
    public Optional<String> findWhere() {
        return where.isBlank() ? Optional.empty() : Optional.of(where);
    }
}
