package io.dromedary.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.table.ColumnType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.internal.column.columnindex.ColumnIndex;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.PrimitiveType;
import org.jspecify.annotations.Nullable;

/** Compares what a file says about its column chunks and pages with the values, in the words of parquet-java. */
final class StatisticsCheck {
    private final Path file;
    /** For each leaf and row the entries, which is one if the leaf is not nested. */
    private final List<List<List<@Nullable Object>>> leaves = new ArrayList<>();

    StatisticsCheck(Path file, List<GeneratedColumn> columns) {
        this.file = file;
        for (GeneratedColumn column : columns) {
            ColumnType type = column.column().type();
            int first = leaves.size();
            GeneratedNesting.leaves(type, null).forEach(leaf -> leaves.add(new ArrayList<>()));
            for (Object value : column.values()) {
                var entries = GeneratedNesting.leaves(type, value);
                for (int i = 0; i < entries.size(); i++) {
                    leaves.get(first + i).add(entries.get(i));
                }
            }
        }
    }

    void run() throws IOException {
        try (var reader = ForeignReaders.open(file)) {
            int firstRow = 0;
            for (BlockMetaData block : reader.getRowGroups()) {
                int endRow = firstRow + (int) block.getRowCount();
                for (int i = 0; i < leaves.size(); i++) {
                    ColumnChunkMetaData chunk = block.getColumns().get(i);
                    var rows = leaves.get(i).subList(firstRow, endRow);
                    check(chunk, entries(rows));
                    checkPages(chunk, rows, reader.readColumnIndex(chunk), reader.readOffsetIndex(chunk));
                }
                firstRow = endRow;
            }
        }
    }

    private static List<@Nullable Object> entries(List<List<@Nullable Object>> rows) {
        List<@Nullable Object> entries = new ArrayList<>();
        rows.forEach(entries::addAll);
        return entries;
    }

    private static void check(ColumnChunkMetaData chunk, List<@Nullable Object> values) {
        assertThat(chunk.getValueCount()).as("entries of %s", chunk).isEqualTo(values.size());
        Statistics<?> statistics = chunk.getStatistics();
        assertThat(statistics.getNumNulls()).as("nulls of %s", chunk).isEqualTo(nulls(values));
        List<Object> present = present(values);
        assertThat(statistics.hasNonNullValue())
                .as("bounds of %s", chunk)
                .isEqualTo(!present.isEmpty() && !unbounded(chunk, present));
        if (statistics.hasNonNullValue()) {
            checkBounds(chunk, statistics, present);
        }
    }

    private static void checkPages(
            ColumnChunkMetaData chunk,
            List<List<@Nullable Object>> rows,
            @Nullable ColumnIndex index,
            OffsetIndex offsets) {
        boolean bounded = !unbounded(chunk, present(entries(rows)));
        assertThat(index != null).as("column index of %s", chunk).isEqualTo(bounded);
        for (int page = 0; index != null && page < offsets.getPageCount(); page++) {
            var inPage = entries(rows.subList(
                    (int) offsets.getFirstRowIndex(page), (int) offsets.getLastRowIndex(page, rows.size()) + 1));
            assertThat(index.getNullCounts().get(page))
                    .as("page %d of %s", page, chunk)
                    .isEqualTo(nulls(inPage));
            boolean nullPage = present(inPage).isEmpty();
            assertThat(index.getNullPages().get(page))
                    .as("page %d of %s", page, chunk)
                    .isEqualTo(nullPage);
            if (!nullPage) {
                var bounds = Statistics.getBuilderForReading(chunk.getPrimitiveType())
                        .withMin(bytes(index.getMinValues().get(page)))
                        .withMax(bytes(index.getMaxValues().get(page)))
                        .build();
                checkBounds(chunk, bounds, present(inPage));
            }
        }
        if (index != null) {
            checkOrder(chunk, index);
        }
    }

    private static void checkOrder(ColumnChunkMetaData chunk, ColumnIndex index) {
        PrimitiveType type = chunk.getPrimitiveType();
        Object previousMin = null;
        Object previousMax = null;
        for (int page = 0; page < index.getNullPages().size(); page++) {
            if (index.getNullPages().get(page)) {
                continue;
            }
            var bounds = Statistics.getBuilderForReading(type)
                    .withMin(bytes(index.getMinValues().get(page)))
                    .withMax(bytes(index.getMaxValues().get(page)))
                    .build();
            if (previousMin != null && previousMax != null) {
                int byMin = compare(type, previousMin, bounds.genericGetMin());
                int byMax = compare(type, previousMax, bounds.genericGetMax());
                switch (index.getBoundaryOrder()) {
                    case ASCENDING ->
                        assertThat(byMin <= 0 && byMax <= 0)
                                .as("ascending %s", chunk)
                                .isTrue();
                    case DESCENDING ->
                        assertThat(byMin >= 0 && byMax >= 0)
                                .as("descending %s", chunk)
                                .isTrue();
                    case UNORDERED -> {}
                }
            }
            previousMin = bounds.genericGetMin();
            previousMax = bounds.genericGetMax();
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static void checkBounds(ColumnChunkMetaData chunk, Statistics<?> bounds, List<Object> present) {
        PrimitiveType type = chunk.getPrimitiveType();
        Comparator<Object> order = (one, other) -> compare(type, one, other);
        Object min = present.stream().map(StatisticsCheck::foreign).min(order).orElseThrow();
        Object max = present.stream().map(StatisticsCheck::foreign).max(order).orElseThrow();
        if (min instanceof Binary least && least.length() > BytesBounds.BYTES_MAX) {
            assertThat(order.compare(bounds.genericGetMin(), min))
                    .as("lower bound of %s", chunk)
                    .isNegative();
        } else {
            assertThat((Object) bounds.genericGetMin()).as("min of %s", chunk).isEqualTo(zero(min, true));
        }
        if (max instanceof Binary most && most.length() > BytesBounds.BYTES_MAX) {
            assertThat(order.compare(bounds.genericGetMax(), max))
                    .as("upper bound of %s", chunk)
                    .isPositive();
        } else {
            assertThat((Object) bounds.genericGetMax()).as("max of %s", chunk).isEqualTo(zero(max, false));
        }
    }

    /** A zero among bounds covers both zeros. */
    private static Object zero(Object value, boolean negative) {
        if (value instanceof Float number && number == 0) {
            return negative ? -0.0f : 0.0f;
        } else if (value instanceof Double number && number == 0) {
            return negative ? -0.0 : 0.0;
        }
        return value;
    }

    /** NaN has no agreed order, and nothing short is above the largest characters or bytes. */
    private static boolean unbounded(ColumnChunkMetaData chunk, List<Object> present) {
        String lastCharacters = "f48fbfbf".repeat(17);
        return present.stream()
                .anyMatch(value -> (value instanceof Float number && number.isNaN())
                        || (value instanceof Double wide && wide.isNaN())
                        || (chunk.getPrimitiveType().getTypeLength() == 0
                                && value instanceof String text
                                && (text.startsWith(lastCharacters) || text.startsWith("ff".repeat(65)))));
    }

    @SuppressWarnings("unchecked")
    private static int compare(PrimitiveType type, Object one, Object other) {
        return ((Comparator<Object>) (Comparator<?>) type.comparator()).compare(one, other);
    }

    private static Object foreign(Object value) {
        return value instanceof String hex
                ? Binary.fromConstantByteArray(HexFormat.of().parseHex(hex))
                : value;
    }

    private static long nulls(List<@Nullable Object> values) {
        return values.stream().filter(Objects::isNull).count();
    }

    private static List<Object> present(List<@Nullable Object> values) {
        return values.stream()
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }
}
