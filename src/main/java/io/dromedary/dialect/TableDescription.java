package io.dromedary.dialect;

import io.dromedary.table.Column;
import io.dromedary.table.TableId;
import java.util.List;
import java.util.OptionalLong;

/**
 * What the catalog says of a table or query.
 *
 * @param source the table or query
 * @param kind for people: {@code table}, {@code partitioned table}, {@code view}, {@code query} ...
 * @param columns those that can be carried over, in the table's order
 * @param refusedColumns those that cannot
 * @param systemColumns those that the database keeps beside, which are there only if asked for; their names are never
 *     those of other columns
 * @param estimatedRows by the catalog's statistics; empty if it has none
 * @param bytes the size of the heap without indexes, partitions included, TOAST included; 0 if unknown
 * @param heaps the heaps that may be split by blocks: the table itself or its leaf partitions; empty where blocks
 *     cannot be addressed
 * @param partitions the leaf partitions that may be read on their own; empty if it has none
 * @param fingerprint changes when the shape of the table changes; compared when the snapshot is opened
 */
public record TableDescription(
        RowSource source,
        String kind,
        List<Column> columns,
        List<RefusedColumn> refusedColumns,
        List<Column> systemColumns,
        OptionalLong estimatedRows,
        long bytes,
        List<Heap> heaps,
        List<TableId> partitions,
        String fingerprint) {

    public TableDescription {
        columns = List.copyOf(columns);
        refusedColumns = List.copyOf(refusedColumns);
        systemColumns = List.copyOf(systemColumns);
        heaps = List.copyOf(heaps);
        partitions = List.copyOf(partitions);
    }

    /** Of a table or query without system columns. */
    public TableDescription(
            RowSource source,
            String kind,
            List<Column> columns,
            List<RefusedColumn> refusedColumns,
            OptionalLong estimatedRows,
            long bytes,
            List<Heap> heaps,
            List<TableId> partitions,
            String fingerprint) {
        this(source, kind, columns, refusedColumns, List.of(), estimatedRows, bytes, heaps, partitions, fingerprint);
    }

    /** The table's name. */
    public TableId id() {
        return source.id();
    }

    /**
     * A column that cannot be carried over exactly.
     *
     * @param name the column
     * @param sourceType its type as the database writes it
     * @param reason why not, and what to do: a sentence
     */
    public record RefusedColumn(String name, String sourceType, String reason) {}

    /**
     * Blocks on disk that can be read in ranges.
     *
     * @param table the table or leaf partition
     * @param blocks how many it has now
     * @param estimatedRows by the catalog's statistics, or by size where it has none
     * @param bytes its size, TOAST included
     */
    public record Heap(TableId table, long blocks, long estimatedRows, long bytes) {}
}
