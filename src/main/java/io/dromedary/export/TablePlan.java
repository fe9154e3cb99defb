package io.dromedary.export;

import io.dromedary.dialect.TableDescription;
import io.dromedary.table.ChunkBounds;
import io.dromedary.table.TableId;
import io.dromedary.table.TableSchema;
import java.util.List;

/**
 * How one table will be exported; everything about it that can be settled beforehand.
 *
 * @param description what the catalog says of it
 * @param schema the columns that are exported, in order
 * @param where a condition on its rows; empty: every row
 * @param strategy how it is split
 * @param reason why it is split so: a sentence for people
 * @param chunks the slices, at least one
 * @param workers chunks at once
 * @param directory its directory below the location, with slashes, before conflicts are resolved; safe for every file
 *     system
 * @param fileSuffix what the names of its files end in, so that those of other runs can lie beside them; may be empty
 */
public record TablePlan(
        TableDescription description,
        TableSchema schema,
        String where,
        SplitStrategy strategy,
        String reason,
        List<ChunkBounds> chunks,
        int workers,
        String directory,
        String fileSuffix) {

    public TablePlan {
        chunks = List.copyOf(chunks);
    }

    /** The same plan with columns whose types are settled. */
    TablePlan with(TableSchema settled) {
        return new TablePlan(description, settled, where, strategy, reason, chunks, workers, directory, fileSuffix);
    }

    /** The table's name. */
    public TableId id() {
        return description.id();
    }

    /**
     * The name of a chunk's file: {@code part_0001.parquet}, wide enough that all names of the plan sort; with the name
     * of the run, if those of others may lie beside it.
     */
    public String fileName(int chunkNumber) {
        int digits = Math.max(4, Integer.toString(chunks.size()).length());
        return "part_%s%s.parquet".formatted(String.format("%0" + digits + "d", chunkNumber), fileSuffix);
    }
}
