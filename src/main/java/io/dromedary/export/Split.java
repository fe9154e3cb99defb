package io.dromedary.export;

import io.dromedary.table.ChunkBounds;
import java.util.List;

/**
 * How a table is split.
 *
 * @param strategy by what
 * @param reason why so: a clause for people
 * @param chunks the slices; together the whole table, none twice
 */
record Split(SplitStrategy strategy, String reason, List<ChunkBounds> chunks) {

    Split {
        chunks = List.copyOf(chunks);
    }

    /** Not split. */
    static Split whole(String reason) {
        return new Split(SplitStrategy.WHOLE_TABLE, reason, List.of(new ChunkBounds.Whole()));
    }
}
