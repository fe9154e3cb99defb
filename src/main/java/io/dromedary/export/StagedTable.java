package io.dromedary.export;

import io.dromedary.table.TableId;
import java.util.List;

/**
 * A table whose every chunk is staged and counted; not yet to be seen by anybody.
 *
 * @param jobId the export it belongs to
 * @param plan how it was exported
 * @param chunks its chunks, by number, none missing
 * @param seconds from the first chunk's start to the last one's end
 */
public record StagedTable(String jobId, TablePlan plan, List<ChunkResult> chunks, double seconds) {

    public StagedTable {
        chunks = List.copyOf(chunks);
    }

    /** The table's name. */
    public TableId id() {
        return plan.id();
    }

    /** Rows in all its files. */
    public long rows() {
        return chunks.stream().mapToLong(ChunkResult::rows).sum();
    }

    /** Bytes of all its files. */
    public long bytes() {
        return files().stream().mapToLong(file -> file.file().bytes()).sum();
    }

    /** Its files, in the order of its chunks. */
    public List<ChunkFile> files() {
        return chunks.stream().flatMap(chunk -> chunk.files().stream()).toList();
    }
}
