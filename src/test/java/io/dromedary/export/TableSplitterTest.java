package io.dromedary.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.dialect.TableDescription;
import io.dromedary.dialect.TableDescription.Heap;
import io.dromedary.files.FileLayout;
import io.dromedary.table.ChunkBounds;
import io.dromedary.table.TableId;
import io.dromedary.testing.CatalogOnly;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableSplitterTest {
    private static final long ROW_BYTES = 100;

    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "99999, 1",
        "1000000, 1",
        "1000001, 4",
        "6001215, 8",
        "10000000, 12",
        "10000001, 8",
        "100000001, 24",
    })
    void chunksGrowWithTheTableInMultiplesOfTheWorkers(long rows, int chunks) {
        Split split = new TableSplitter(OptionalLong.empty(), 4, FileLayout.DEFAULT)
                .split(CatalogOnly.table("s", "t", rows, rows * ROW_BYTES));

        assertThat(split.chunks()).hasSize(chunks);
        assertCoversEveryBlockOnce(split, List.of(new Heap(new TableId("s", "t"), rows * ROW_BYTES / 8192, rows, 0)));
    }

    @Test
    void wideRowsAreSplitBySizeThoughTheyAreFew() {
        Split split = new TableSplitter(OptionalLong.empty(), 2, FileLayout.DEFAULT)
                .split(CatalogOnly.table("s", "t", 50_000, 5L << 30));

        assertThat(split.strategy()).isEqualTo(SplitStrategy.BLOCKS);
        assertThat(split.chunks()).hasSize(6);
    }

    @ParameterizedTest
    @CsvSource({"1000, 10", "999, 11", "1001, 10", "10000, 1", "10001, 1", "1, 10000"})
    void aChunkSizeThatIsAskedForIsKept(long chunkSize, int chunks) {
        TableDescription table = CatalogOnly.table("s", "t", 10_000, 100_000L * 8192);

        assertThat(new TableSplitter(OptionalLong.of(chunkSize), 4, FileLayout.DEFAULT)
                        .split(table)
                        .chunks())
                .hasSize(chunks);
    }

    @Test
    void neverMakesMoreChunksThanBlocks() {
        TableDescription table = CatalogOnly.table("s", "t", 10_000, 3 * 8192);

        Split split = new TableSplitter(OptionalLong.of(10), 4, FileLayout.DEFAULT).split(table);

        assertThat(split.chunks()).hasSize(3);
    }

    @Test
    void everyPartitionGetsRangesOfItsOwn() {
        var big = new Heap(new TableId("s", "p1"), 90_000, 9_000_000, 0);
        var small = new Heap(new TableId("s", "p2"), 10_000, 1_000_000, 0);
        var empty = new Heap(new TableId("s", "p3"), 0, 0, 0);
        List<Heap> heaps = List.of(big, small, empty);
        TableDescription table =
                CatalogOnly.split(CatalogOnly.table("s", "t", 10_000_000, 1 << 20), heaps, List.of(big.table()));

        Split split = new TableSplitter(OptionalLong.empty(), 5, FileLayout.DEFAULT).split(table);

        assertThat(split.strategy()).isEqualTo(SplitStrategy.BLOCKS);
        assertThat(split.chunks()).hasSize(11);
        assertCoversEveryBlockOnce(split, heaps);
    }

    @Test
    void partitionsWithoutBlocksAreReadOneByOne() {
        var first = new TableId("s", "p1");
        var second = new TableId("s", "p2");
        TableDescription table =
                CatalogOnly.split(CatalogOnly.table("s", "t", 10, 10), List.of(), List.of(first, second));

        Split split = new TableSplitter(OptionalLong.empty(), 4, FileLayout.DEFAULT).split(table);

        assertThat(split.strategy()).isEqualTo(SplitStrategy.PARTITIONS);
        assertThat(split.chunks()).containsExactly(new ChunkBounds.Partition(first), new ChunkBounds.Partition(second));
    }

    @Test
    void automaticSizesFollowTheTable() {
        assertThat(TableSplitter.automaticChunkSize(10_000_000)).isEqualTo(1_000_000);
        assertThat(TableSplitter.automaticChunkSize(10_000_001)).isEqualTo(2_000_000);
        assertThat(TableSplitter.automaticChunkSize(100_000_000)).isEqualTo(2_000_000);
        assertThat(TableSplitter.automaticChunkSize(1_000_000_000)).isEqualTo(5_000_000);
        assertThat(TableSplitter.automaticChunkSize(1_000_000_001)).isEqualTo(10_000_000);
    }

    /** Ranges of a heap follow each other from block 0, and the last one is open. */
    private static void assertCoversEveryBlockOnce(Split split, List<Heap> heaps) {
        if (split.strategy() == SplitStrategy.WHOLE_TABLE) {
            assertThat(split.chunks()).containsExactly(new ChunkBounds.Whole());
            return;
        }
        Map<TableId, OptionalLong> next = new HashMap<>();
        for (ChunkBounds bounds : split.chunks()) {
            var blocks = (ChunkBounds.Blocks) bounds;
            OptionalLong expected = next.getOrDefault(blocks.heap(), OptionalLong.of(0));
            assertThat(expected).hasValue(blocks.firstBlock());
            next.put(blocks.heap(), blocks.endBlock());
        }
        assertThat(next.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        heaps.stream().map(Heap::table).toList());
        assertThat(next.values()).allMatch(OptionalLong::isEmpty);
    }
}
