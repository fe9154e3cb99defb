package io.dromedary.parquet;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.BoundaryOrder;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.Statistics;
import org.jspecify.annotations.Nullable;

/** Collects, page by page, what the footer and the column index say about the values of one column chunk. */
final class ChunkStatistics {
    private static final ByteBuffer NO_BOUND = ByteBuffer.allocate(0);

    private final ValueOrder order;
    private final List<Boolean> nullPages = new ArrayList<>();
    private final List<ByteBuffer> mins = new ArrayList<>();
    private final List<ByteBuffer> maxes = new ArrayList<>();
    private final List<Long> nullCounts = new ArrayList<>();
    private @Nullable Bounds chunk;
    private @Nullable Bounds previous;
    private long nulls;
    private boolean bounded = true;
    private boolean ascending = true;
    private boolean descending = true;

    ChunkStatistics(ValueOrder order) {
        this.order = order;
    }

    /** Adds a page without any value. */
    void addNullPage(int pageNulls) {
        add(true, NO_BOUND, NO_BOUND, pageNulls);
    }

    /**
     * Adds a page with at least one value.
     *
     * @param bounds null if they are not known: then the chunk has none either
     */
    void addPage(@Nullable Bounds bounds, int pageNulls) {
        if (bounds == null) {
            bounded = false;
            add(false, NO_BOUND, NO_BOUND, pageNulls);
            return;
        }
        add(false, ByteBuffer.wrap(bounds.min), ByteBuffer.wrap(bounds.max), pageNulls);
        if (previous != null) {
            int byMin = order.compare(previous.min, bounds.min);
            int byMax = order.compare(previous.max, bounds.max);
            ascending &= byMin <= 0 && byMax <= 0;
            descending &= byMin >= 0 && byMax >= 0;
        }
        previous = bounds;
        chunk = chunk == null ? bounds : chunk.with(bounds, order);
    }

    private void add(boolean nullPage, ByteBuffer min, ByteBuffer max, int pageNulls) {
        nullPages.add(nullPage);
        mins.add(min);
        maxes.add(max);
        nullCounts.add((long) pageNulls);
        nulls += pageNulls;
    }

    Statistics statistics() {
        var statistics = new Statistics().setNull_count(nulls);
        if (bounded && chunk != null) {
            statistics.setMin_value(chunk.min);
            statistics.setMax_value(chunk.max);
            statistics.setIs_min_value_exact(chunk.minExact);
            statistics.setIs_max_value_exact(chunk.maxExact);
        }
        return statistics;
    }

    /**
     * The column index; null if a page has no bounds, as readers would take such a page for one that matches nothing.
     */
    @Nullable
    ColumnIndex columnIndex() {
        if (!bounded) {
            return null;
        }
        var boundaryOrder =
                ascending ? BoundaryOrder.ASCENDING : descending ? BoundaryOrder.DESCENDING : BoundaryOrder.UNORDERED;
        return new ColumnIndex(nullPages, mins, maxes, boundaryOrder).setNull_counts(nullCounts);
    }
}
