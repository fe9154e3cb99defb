package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.TableDescription.Heap;
import io.dromedary.table.TableId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalLong;

/**
 * A row of {@code pg_class} with what its storage says now.
 *
 * @param kind {@code pg_class.relkind}
 * @param isHeap whether its access method is PostgreSQL's own, whose blocks can be addressed
 * @param readable whether the user may select from it
 * @param hasChildren whether other tables inherit from it, so that reading it reads them too
 * @param analyzedRows rows when its statistics were taken; negative: never
 * @param analyzedBlocks blocks at that time
 * @param blocks of the heap now
 * @param bytes TOAST included, now
 */
record CatalogRelation(
        long oid,
        TableId id,
        char kind,
        boolean isHeap,
        boolean readable,
        boolean hasChildren,
        double analyzedRows,
        long analyzedBlocks,
        long blocks,
        long bytes) {

    /** What a query on {@code pg_class c}, {@code pg_namespace n} and {@code pg_am am} selects for {@link #from}. */
    static final String COLUMNS = """
            c.oid, n.nspname, c.relname, c.relkind, coalesce(am.amname = 'heap', false),
            has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT'),
            EXISTS (SELECT FROM pg_inherits AS i WHERE i.inhparent = c.oid),
            c.reltuples::float8, c.relpages,
            CASE WHEN c.relkind IN ('r', 'm')
                 THEN pg_relation_size(c.oid) / current_setting('block_size')::bigint END,
            CASE WHEN c.relkind IN ('r', 'm') THEN pg_table_size(c.oid) END
            """;

    private static final int BLOCK_BYTES = 8192;

    static CatalogRelation from(ResultSet row, int first) throws SQLException {
        int at = first;
        return new CatalogRelation(
                row.getLong(at++),
                new TableId(row.getString(at++), row.getString(at++)),
                row.getString(at++).charAt(0),
                row.getBoolean(at++),
                row.getBoolean(at++),
                row.getBoolean(at++),
                row.getDouble(at++),
                row.getLong(at++),
                row.getLong(at++),
                row.getLong(at));
    }

    String kindText() {
        return kindText(kind);
    }

    /** A {@code relkind} for people. */
    static String kindText(char kind) {
        return switch (kind) {
            case 'p' -> "partitioned table";
            case 'v' -> "view";
            case 'm' -> "materialized view";
            case 'f' -> "foreign table";
            default -> "table";
        };
    }

    boolean isStored() {
        return kind == 'r' || kind == 'm';
    }

    /** As the server's planner does: the statistics' rows per block times the blocks there are now. */
    OptionalLong estimatedRows() {
        if (isStored() && blocks == 0 && !hasChildren) {
            return OptionalLong.of(0);
        } else if (analyzedRows < 0 || analyzedBlocks == 0 || kind == 'v') {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Math.round(isStored() ? analyzedRows / analyzedBlocks * blocks : analyzedRows));
    }

    Heap heap(int rowBytes) {
        return new Heap(id, blocks, estimatedRows().orElse(blocks * BLOCK_BYTES / rowBytes), bytes);
    }
}
