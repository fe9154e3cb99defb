package io.dromedary.dialect;

import io.dromedary.table.ChunkBounds;
import io.dromedary.table.Column;
import io.dromedary.table.TableSchema;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which rows to read.
 *
 * @param source the table or query
 * @param schema the columns, in the order wanted
 * @param where a condition in the database's SQL, as the specification gives it
 * @param bounds the slice
 * @param arrangement their order, and what partitions they belong to
 */
public record RowQuery(
        RowSource source, TableSchema schema, String where, ChunkBounds bounds, RowArrangement arrangement) {

    /** Rows in any order. */
    public RowQuery(RowSource source, TableSchema schema, String where, ChunkBounds bounds) {
        this(source, schema, where, bounds, RowArrangement.NONE);
    }

    /** The condition, if there is one. */
    public Optional<String> findWhere() {
        return where.isBlank() ? Optional.empty() : Optional.of(where);
    }

    /** All columns of its batches: those of the schema, then those of the partition values. */
    public List<Column> columns() {
        return Stream.concat(schema.columns().stream(), arrangement.partitionColumns().stream())
                .toList();
    }
}
