package io.dromedary.export;

import io.dromedary.dialect.RowArrangement.PartitionKey;
import io.dromedary.dialect.TableDescription;
import io.dromedary.dialect.TableDescription.Heap;
import io.dromedary.files.FileLayout;
import io.dromedary.table.ChunkBounds;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * Splits tables by what they offer: block ranges, else partitions, else not at all.
 *
 * <p>Without a chunk size, a table of up to a million rows and a gibibyte stays whole. Beyond, the size of a chunk
 * grows with the table, and the number of chunks is rounded up to a multiple of the workers, so that none is idle at
 * the end.
 */
final class TableSplitter {
    static final long WHOLE_TABLE_ROWS_MAX = 1_000_000;
    static final long CHUNK_BYTES_MAX = 1L << 30;

    /** As many files as a chunk should have at least where files are limited, so that few are the small last ones. */
    private static final int FILES_IN_CHUNK = 4;

    private final OptionalLong chunkSize;
    private final int workers;
    private final FileLayout layout;

    /**
     * Splits into chunks for workers.
     *
     * @param chunkSize rows in a chunk; empty: by the size of the table
     * @param layout what its rows become
     */
    TableSplitter(OptionalLong chunkSize, int workers, FileLayout layout) {
        this.chunkSize = chunkSize;
        this.workers = workers;
        this.layout = layout;
    }

    /** Rows in a chunk of a table of so many rows, when nothing is asked for. */
    static long automaticChunkSize(long rows) {
        if (rows <= 10_000_000) {
            return 1_000_000;
        } else if (rows <= 100_000_000) {
            return 2_000_000;
        }
        return rows <= 1_000_000_000 ? 5_000_000 : 10_000_000;
    }

    Split split(TableDescription table) {
        long rows = table.heaps().isEmpty()
                ? table.estimatedRows().orElse(0)
                : table.heaps().stream().mapToLong(Heap::estimatedRows).sum();
        if (layout.tables().isPartitioned()) {
            return byPartitionValues(table, rows);
        }
        if (table.heaps().isEmpty() && !table.partitions().isEmpty()) {
            return byPartitions(table);
        } else if (table.heaps().isEmpty()) {
            return Split.whole("a %s here cannot be addressed by blocks".formatted(table.kind()));
        }
        long chunks = chunksWanted(rows, table.bytes());
        return chunks == 1 ? Split.whole(small(rows)) : byBlocks(table.heaps(), rows, chunks);
    }

    private String small(long rows) {
        return "about %,d rows fit one chunk%s"
                .formatted(rows, chunkSize.isPresent() ? " of %,d".formatted(chunkSize.getAsLong()) : "");
    }

    private long chunksWanted(long rows, long bytes) {
        if (chunkSize.isPresent()) {
            return Math.max(1, ceilDiv(rows, chunkSize.getAsLong()));
        }
        long byRows = rows <= WHOLE_TABLE_ROWS_MAX ? 1 : ceilDiv(rows, automaticChunkSize(rows));
        long chunks = Math.max(byRows, ceilDiv(bytes, CHUNK_BYTES_MAX));
        long even = chunks <= 1 ? 1 : ceilDiv(chunks, workers) * workers;
        return Math.max(1, Math.min(even, chunksOfFullFiles(rows, bytes)));
    }

    /** What the files will have of the table's size is not known; often it is less. */
    private long chunksOfFullFiles(long rows, long bytes) {
        if (layout.bytesMax() > 0) {
            return bytes / FILES_IN_CHUNK / layout.bytesMax();
        }
        return layout.rowsMax() > 0 ? rows / FILES_IN_CHUNK / layout.rowsMax() : Long.MAX_VALUE;
    }

    /**
     * A chunk has all rows of its partitions, sorted by the server: so a partition is one file, not one for each chunk,
     * and one file is open at a time. Each chunk reads the whole table, so there are no more than workers. What may
     * give other rows or values when it is asked again is asked once.
     */
    private Split byPartitionValues(TableDescription table, long rows) {
        boolean isTable = !table.heaps().isEmpty() || !table.partitions().isEmpty();
        long chunks = chunkSize.isPresent() ? ceilDiv(rows, chunkSize.getAsLong()) : chunksWanted(rows, table.bytes());
        if (!isTable) {
            return Split.whole("rows of a %s are sorted by their partition in one pass".formatted(table.kind()));
        } else if (layout.tables().partitionBy().stream().anyMatch(PartitionKey.OfExpression.class::isInstance)) {
            return Split.whole("rows are sorted by an expression, in one pass");
        } else if (chunks <= 1 || workers == 1) {
            return Split.whole("about %,d rows are sorted by their partition in one pass".formatted(rows));
        }
        int count = (int) Math.min(workers, chunks);
        List<ChunkBounds> shares = new ArrayList<>();
        IntStream.rangeClosed(1, count).forEach(number -> shares.add(new ChunkBounds.Share(number, count)));
        return new Split(
                SplitStrategy.SHARES,
                "about %,d rows, each pass over them sorts those of its share of the partitions".formatted(rows),
                shares);
    }

    private static Split byPartitions(TableDescription table) {
        List<ChunkBounds> chunks = new ArrayList<>();
        table.partitions().forEach(partition -> chunks.add(new ChunkBounds.Partition(partition)));
        return new Split(
                SplitStrategy.PARTITIONS, "its %d partitions are read on their own".formatted(chunks.size()), chunks);
    }

    private static Split byBlocks(List<Heap> heaps, long rows, long chunksWanted) {
        long blocks = Math.max(1, heaps.stream().mapToLong(Heap::blocks).sum());
        List<ChunkBounds> chunks = new ArrayList<>();
        for (Heap heap : heaps) {
            long share =
                    Math.max(1, Math.min(heap.blocks(), Math.round((double) chunksWanted * heap.blocks() / blocks)));
            addRanges(heap, share, chunks);
        }
        String of = heaps.size() == 1
                ? "%,d blocks".formatted(blocks)
                : "%,d blocks of %d partitions".formatted(blocks, heaps.size());
        return new Split(SplitStrategy.BLOCKS, "about %,d rows in %s".formatted(rows, of), chunks);
    }

    /** The last range is open: blocks that are added before the snapshot is taken belong to it. */
    private static void addRanges(Heap heap, long count, List<ChunkBounds> chunks) {
        for (long i = 0; i < count; i++) {
            long first = heap.blocks() * i / count;
            OptionalLong end = i == count - 1 ? OptionalLong.empty() : OptionalLong.of(heap.blocks() * (i + 1) / count);
            chunks.add(new ChunkBounds.Blocks(heap.table(), first, end));
        }
    }

    private static long ceilDiv(long dividend, long divisor) {
        return -Math.floorDiv(-dividend, divisor);
    }
}
