package io.dromedary.export;

import io.dromedary.files.TableLayout;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** One entry of {@code tables} of a specification: what to export. */
public sealed interface TableSelection {

    /** How this entry's chunks differ from those of the job. */
    ChunkOverride chunkOverride();

    /**
     * Tables by name or pattern.
     *
     * @param schema a name, or a pattern with {@code *} and {@code ?}
     * @param table a name, or a pattern with {@code *} and {@code ?}
     * @param exclude patterns of tables, {@code name} or {@code schema.name}, that are left out
     * @param columns the columns wanted, in this order; empty: all
     * @param excludeColumns columns left out
     * @param systemColumns what the database keeps beside its columns that is wanted, too
     * @param where a condition in the database's SQL; empty: every row
     * @param chunkOverride how its chunks differ
     * @param layout what is asked for of its files
     */
    record Tables(
            String schema,
            String table,
            List<String> exclude,
            List<String> columns,
            List<String> excludeColumns,
            List<String> systemColumns,
            String where,
            ChunkOverride chunkOverride,
            TableLayout layout)
            implements TableSelection {

        public Tables {
            exclude = List.copyOf(exclude);
            columns = List.copyOf(columns);
            excludeColumns = List.copyOf(excludeColumns);
            systemColumns = List.copyOf(systemColumns);
        }

        /** Without system columns, tables of whose files nothing is asked for. */
        public Tables(
                String schema,
                String table,
                List<String> exclude,
                List<String> columns,
                List<String> excludeColumns,
                String where,
                ChunkOverride chunkOverride) {
            this(schema, table, exclude, columns, excludeColumns, List.of(), where, chunkOverride, TableLayout.NONE);
        }
    }

    /**
     * The result of a query.
     *
     * @param name what its output is named
     * @param sql a single SELECT
     * @param chunkOverride how its chunks differ
     * @param layout what is asked for of its files
     */
    record Query(String name, String sql, ChunkOverride chunkOverride, TableLayout layout) implements TableSelection {

        /** A query of whose files nothing is asked for. */
        public Query(String name, String sql, ChunkOverride chunkOverride) {
            this(name, sql, chunkOverride, TableLayout.NONE);
        }
    }

    /**
     * Chunk settings of one entry; what is empty is as in the job.
     *
     * @param chunkSize rows in a chunk
     * @param chunkWorkers chunks at once
     */
    record ChunkOverride(OptionalLong chunkSize, OptionalInt chunkWorkers) {
        public static final ChunkOverride NONE = new ChunkOverride(OptionalLong.empty(), OptionalInt.empty());
    }
}
