package io.dromedary.parquet;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Statistics;
import org.jspecify.annotations.Nullable;

/**
 * What a Parquet file says about itself, as text for people. Works for files of any writer.
 *
 * @param file where it lies
 * @param bytes its size
 * @param rows its rows
 * @param createdBy the program that wrote it; empty if it does not say
 * @param schema one line for each element, indented by its depth
 * @param keyValues what the footer says beside the schema
 * @param rowGroups in the order of the file
 */
public record ParquetInspection(
        String file,
        long bytes,
        long rows,
        String createdBy,
        List<String> schema,
        Map<String, String> keyValues,
        List<RowGroupSummary> rowGroups) {

    /**
     * A row group.
     *
     * @param rows its rows
     * @param compressedBytes its bytes in the file
     * @param uncompressedBytes its bytes after decompression
     * @param columns its column chunks, one for each leaf of the schema
     */
    public record RowGroupSummary(
            long rows, long compressedBytes, long uncompressedBytes, List<ColumnChunkSummary> columns) {}

    /**
     * A column chunk.
     *
     * @param path the names from the root to the leaf, joined by points
     * @param physicalType as Parquet names it
     * @param logicalType what it means; empty if it means only what it is
     * @param encodings of its pages and levels
     * @param codec how its pages are compressed
     * @param compressedBytes its bytes in the file, with page headers
     * @param uncompressedBytes its bytes after decompression
     * @param values with or without a value
     * @param nulls those without; empty if the file does not say
     * @param min the smallest value as text, or a lower bound if it ends in {@code …}
     * @param max the largest value as text, or an upper bound if it ends in {@code …}
     * @param pageIndex whether readers can find single pages
     * @param bloomFilter whether it has one
     */
    public record ColumnChunkSummary(
            String path,
            String physicalType,
            String logicalType,
            List<String> encodings,
            String codec,
            long compressedBytes,
            long uncompressedBytes,
            long values,
            OptionalLong nulls,
            Optional<String> min,
            Optional<String> max,
            boolean pageIndex,
            boolean bloomFilter) {}

    /**
     * Reads the footer of a file.
     *
     * @throws io.dromedary.failure.DromedaryException of category DATA, naming the file, if it is not a whole Parquet
     *     file
     */
    public static ParquetInspection of(Path file) {
        return of(ParquetFooter.read(file));
    }

    static ParquetInspection of(ParquetFooter footer) {
        FileMetaData metaData = footer.metaData();
        Map<String, String> keyValues = new LinkedHashMap<>();
        if (metaData.isSetKey_value_metadata()) {
            metaData.getKey_value_metadata()
                    .forEach(entry -> keyValues.put(entry.getKey(), entry.isSetValue() ? entry.getValue() : ""));
        }
        var leaves =
                metaData.getSchema().stream().filter(SchemaElement::isSetType).toList();
        return new ParquetInspection(
                footer.file(),
                footer.fileBytes(),
                footer.rowCount(),
                metaData.isSetCreated_by() ? metaData.getCreated_by() : "",
                SchemaText.lines(metaData.getSchema()),
                keyValues,
                metaData.getRow_groups().stream()
                        .map(rowGroup -> rowGroup(rowGroup, leaves))
                        .toList());
    }

    private static RowGroupSummary rowGroup(RowGroup rowGroup, List<SchemaElement> leaves) {
        List<ColumnChunkSummary> columns = new ArrayList<>();
        long compressedBytes = 0;
        for (ColumnChunk chunk : rowGroup.getColumns()) {
            columns.add(columnChunk(chunk, leaves.get(columns.size())));
            compressedBytes += chunk.getMeta_data().getTotal_compressed_size();
        }
        return new RowGroupSummary(rowGroup.getNum_rows(), compressedBytes, rowGroup.getTotal_byte_size(), columns);
    }

    private static ColumnChunkSummary columnChunk(ColumnChunk chunk, SchemaElement leaf) {
        ColumnMetaData column = chunk.getMeta_data();
        Statistics statistics = column.isSetStatistics() ? column.getStatistics() : new Statistics();
        return new ColumnChunkSummary(
                String.join(".", column.getPath_in_schema()),
                SchemaText.physicalType(leaf),
                SchemaText.logicalType(leaf),
                column.getEncodings().stream().map(String::valueOf).collect(Collectors.toList()),
                String.valueOf(column.getCodec()),
                column.getTotal_compressed_size(),
                column.getTotal_uncompressed_size(),
                column.getNum_values(),
                statistics.isSetNull_count() ? OptionalLong.of(statistics.getNull_count()) : OptionalLong.empty(),
                bound(
                        leaf,
                        statistics.getMin_value(),
                        statistics.isSetIs_min_value_exact(),
                        statistics.isIs_min_value_exact()),
                bound(
                        leaf,
                        statistics.getMax_value(),
                        statistics.isSetIs_max_value_exact(),
                        statistics.isIs_max_value_exact()),
                chunk.isSetOffset_index_offset(),
                column.isSetBloom_filter_offset());
    }

    private static Optional<String> bound(SchemaElement leaf, byte @Nullable [] value, boolean told, boolean exact) {
        return value == null ? Optional.empty() : Optional.of(ValueText.of(leaf, value) + (told && !exact ? "…" : ""));
    }
}
