package io.dromedary.export;

import io.dromedary.dialect.RowArrangement;
import io.dromedary.dialect.RowArrangement.PartitionKey;
import io.dromedary.dialect.TableDescription;
import io.dromedary.files.ChunkLayout;
import io.dromedary.files.FileLayout;
import io.dromedary.files.FileNames;
import io.dromedary.parquet.Codec;
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
 * @param layout what its rows become
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
        String fileSuffix,
        FileLayout layout) {

    public TablePlan {
        chunks = List.copyOf(chunks);
    }

    /** The same plan with columns whose types are settled. */
    TablePlan with(TableSchema settled) {
        return new TablePlan(
                description, settled, where, strategy, reason, chunks, workers, directory, fileSuffix, layout);
    }

    /** The table's name. */
    public TableId id() {
        return description.id();
    }

    /** In which order a chunk's rows are read, and what partitions they belong to. */
    RowArrangement arrangement() {
        return new RowArrangement(layout.tables().partitionBy(), layout.tables().sortBy());
    }

    /** What the rows of a chunk become. */
    ChunkLayout files(Codec codec, int chunkNumber) {
        return new ChunkLayout(
                directory,
                layout,
                layout.tables().partitionBy().stream().map(PartitionKey::name).toList(),
                FileNames.of(layout, codec, chunks.size(), fileSuffix),
                chunkNumber);
    }
}
