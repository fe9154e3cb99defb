package io.dromedary.parquet;

import java.util.List;
import java.util.function.Consumer;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageLocation;
import org.apache.parquet.format.SizeStatistics;
import org.apache.parquet.format.Statistics;
import org.jspecify.annotations.Nullable;

/**
 * Whether what is said of a column chunk in several places is the same in all of them.
 *
 * @param leaf its type
 * @param rows of its row group
 * @param column what the footer says of it
 * @param problems takes what does not agree, in words
 */
record ChunkAgreement(SchemaLeaf leaf, long rows, ColumnMetaData column, Consumer<String> problems) {

    /** Of the footer in itself. */
    void checkStatistics() {
        long values = column.getNum_values();
        require(
                leaf.repetitionLevelMax() > 0 || values == rows,
                "it has %d values for %d rows".formatted(values, rows));
        Statistics statistics = column.getStatistics();
        if (statistics == null) {
            return;
        }
        if (statistics.isSetNull_count()) {
            long nulls = statistics.getNull_count();
            require(nulls >= 0 && nulls <= values, "%d of its %d values are null".formatted(nulls, values));
            require(nulls == 0 || leaf.definitionLevelMax() > 0, "it has nulls but must not have any");
        }
        byte[] min = statistics.getMin_value();
        byte[] max = statistics.getMax_value();
        require((min == null) == (max == null), "it has only one of minimum and maximum");
        checkBounds("", min, max);
    }

    private void checkBounds(String where, byte @Nullable [] min, byte @Nullable [] max) {
        if (min == null || max == null) {
            return;
        } else if (!leaf.fits(min) || !leaf.fits(max)) {
            problems.accept(where + "its bounds are no values of its type");
        } else {
            require(
                    min.length == 0 || max.length == 0 || leaf.order().compare(min, max) <= 0,
                    where + "its minimum is above its maximum");
        }
    }

    /** Of the histograms of levels with the counts. */
    void checkSizes() {
        SizeStatistics sizes = column.getSize_statistics();
        if (sizes == null) {
            return;
        }
        if (sizes.isSetRepetition_level_histogram()) {
            List<Long> levels = sizes.getRepetition_level_histogram();
            require(sum(levels) == column.getNum_values(), "its histogram of repetition levels has another sum");
            require(!levels.isEmpty() && levels.get(0) == rows, "its histogram of repetition levels has other rows");
        }
        if (sizes.isSetDefinition_level_histogram()) {
            List<Long> levels = sizes.getDefinition_level_histogram();
            require(sum(levels) == column.getNum_values(), "its histogram of definition levels has another sum");
            Statistics statistics = column.getStatistics();
            if (!levels.isEmpty() && statistics != null && statistics.isSetNull_count()) {
                long present = levels.get(levels.size() - 1);
                require(
                        present == column.getNum_values() - statistics.getNull_count(),
                        "its histogram of definition levels has other nulls");
            }
        }
    }

    /** Of the indexes with the pages that are there. */
    void checkIndexes(WalkedPages pages, @Nullable OffsetIndex offsets, @Nullable ColumnIndex index) {
        require(
                pages.values() == column.getNum_values(),
                "its pages have %d values, not %d".formatted(pages.values(), column.getNum_values()));
        if (offsets != null) {
            require(agree(offsets.getPage_locations(), pages.dataPages()), "its offset index has other pages");
        }
        if (index != null) {
            checkColumnIndex(pages.dataPages().size(), index);
        }
    }

    private boolean agree(List<PageLocation> said, List<PageLocation> found) {
        if (said.size() != found.size()) {
            return false;
        }
        long row = -1;
        for (int i = 0; i < said.size(); i++) {
            PageLocation page = said.get(i);
            if (page.getOffset() != found.get(i).getOffset()
                    || page.getCompressed_page_size() != found.get(i).getCompressed_page_size()
                    || page.getFirst_row_index() <= row
                    || page.getFirst_row_index() >= rows) {
                return false;
            }
            row = page.getFirst_row_index();
        }
        return true;
    }

    private void checkColumnIndex(int pages, ColumnIndex index) {
        if (index.getNull_pages().size() != pages
                || index.getMin_values().size() != pages
                || index.getMax_values().size() != pages
                || (index.isSetNull_counts() && index.getNull_counts().size() != pages)) {
            problems.accept("its column index has other pages");
            return;
        }
        Statistics statistics = column.getStatistics();
        if (index.isSetNull_counts() && statistics != null && statistics.isSetNull_count()) {
            require(sum(index.getNull_counts()) == statistics.getNull_count(), "its column index has other nulls");
        }
        for (int i = 0; i < pages; i++) {
            if (!index.getNull_pages().get(i)) {
                byte[] min = bytes(index, i, true);
                byte[] max = bytes(index, i, false);
                checkBounds("of page %d ".formatted(i + 1), min, max);
            }
        }
    }

    private static byte[] bytes(ColumnIndex index, int page, boolean min) {
        var buffer =
                (min ? index.getMin_values() : index.getMax_values()).get(page).duplicate();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static long sum(List<Long> counts) {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    private void require(boolean holds, String problem) {
        if (!holds) {
            problems.accept(problem);
        }
    }
}
