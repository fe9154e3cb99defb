package io.dromedary.export;

import static java.util.Objects.requireNonNull;

import io.dromedary.table.ChunkBounds;
import io.dromedary.table.TableId;

/**
 * One slice of a table: the unit of parallel work, of retry, and of output. One chunk becomes one Parquet file.
 *
 * <p>Chunks are what travel through the routes as messages. A chunk holds no rows and no connection, so it can be
 * logged, retried, or handed to another JVM.
 *
 * @param jobId the export it belongs to
 * @param table the table this chunk is a slice of
 * @param number its place in the table's plan, counted from one
 * @param bounds which rows belong to it
 */
public record Chunk(String jobId, TableId table, int number, ChunkBounds bounds) {

    public Chunk {
        requireNonNull(jobId, "jobId");
        requireNonNull(table, "table");
        requireNonNull(bounds, "bounds");
        if (number < 1) {
            throw new IllegalArgumentException("%s: chunk numbers start at 1 but got %d".formatted(table, number));
        }
    }
}
