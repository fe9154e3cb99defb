package io.dromedary.table;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;

/**
 * Which rows of a table belong to a chunk. The bounds of a plan's chunks never overlap and together cover the table.
 */
public sealed interface ChunkBounds {

    /** Every row of the table or query. */
    record Whole() implements ChunkBounds {}

    /**
     * Every row of one partition of a partitioned table.
     *
     * @param partition the leaf partition
     */
    record Partition(TableId partition) implements ChunkBounds {
        public Partition {
            requireNonNull(partition, "partition");
        }
    }

    /**
     * The rows of some partitions of the output: every row of a partition is in the same share.
     *
     * @param number from one
     * @param count how many shares there are
     */
    record Share(int number, int count) implements ChunkBounds {
        public Share {
            if (number < 1 || number > count) {
                throw new IllegalArgumentException("No share %d of %d".formatted(number, count));
            }
        }
    }

    /**
     * The rows that lie in a range of blocks of one heap.
     *
     * @param heap the table itself or one of its leaf partitions
     * @param firstBlock the first block, counted from zero, an unsigned 32-bit number
     * @param endBlock the first block that does not belong to it; empty: to the end, however far the heap has grown
     */
    record Blocks(TableId heap, long firstBlock, OptionalLong endBlock) implements ChunkBounds {
        public Blocks {
            requireNonNull(heap, "heap");
            requireNonNull(endBlock, "endBlock");
            if (firstBlock < 0 || (endBlock.isPresent() && endBlock.getAsLong() <= firstBlock)) {
                throw new IllegalArgumentException("No block range from %d to %s".formatted(firstBlock, endBlock));
            }
        }
    }
}
