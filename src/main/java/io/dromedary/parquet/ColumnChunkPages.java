package io.dromedary.parquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageLocation;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.SizeStatistics;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;

/** The finished pages of one column chunk: compressed, kept until the row group is written. */
final class ColumnChunkPages {
    /** Counted for each page beside its bytes: its place, its bounds and their objects. */
    private static final int PAGE_MEMORY_BYTES = 256;

    private final Leaf leaf;
    private final SchemaElement element;
    private final PageWorkspace workspace;
    private final ChunkStatistics statistics;
    private final ByteSegments bytes = new ByteSegments();
    /** Their offsets count from the first data page. */
    private final List<PageLocation> locations = new ArrayList<>();

    private final Map<Encoding, Integer> pagesByEncoding = new EnumMap<>(Encoding.class);
    private long uncompressedBytes;
    private long stringBytes;
    private final long[] repetitions;
    private final long[] definitions;
    private long rows;
    private long entries;
    private long dictionaryRows;

    ColumnChunkPages(Leaf leaf, PageWorkspace workspace) {
        this.leaf = leaf;
        this.workspace = workspace;
        element = leaf.element();
        repetitions = new long[leaf.repetitionLevelMax() + 1];
        definitions = new long[leaf.definitionLevelMax() + 1];
        statistics = new ChunkStatistics(ValueOrder.of(element));
    }

    long memoryBytes() {
        return bytes.size() + (long) locations.size() * PAGE_MEMORY_BYTES;
    }

    /** Whether a page refers to the dictionary. */
    boolean hasDictionaryPages() {
        return pagesByEncoding.containsKey(Encoding.RLE_DICTIONARY);
    }

    /** Whether most rows lie in pages that refer to the dictionary. */
    boolean isMostlyDictionary() {
        return dictionaryRows * 2 >= rows;
    }

    /** Compresses and adds the page whose encoded form is the workspace's body. */
    void add(DataPage page) throws IOException {
        int pageBytes = workspace.body.size;
        GrowableBytes compressed = workspace.compressor.compress(workspace.body);
        var content = new ByteSegments();
        content.write(compressed.bytes, 0, compressed.size);
        add(page, pageBytes, content);
    }

    /** Compresses and adds the page of a large value; the workspace's body is what stands before it. */
    void addLarge(DataPage page, LargeValue value) throws IOException {
        int pageBytes = Math.addExact(workspace.body.size, value.length);
        var content = new ByteSegments();
        workspace.compressor.compress(workspace.body, value, content);
        add(page, pageBytes, content);
    }

    private void add(DataPage page, int pageBytes, ByteSegments content) throws IOException {
        PageLevels levels = page.levels();
        var checksum = new CRC32();
        content.updateChecksum(checksum);
        var header = new PageHeader(PageType.DATA_PAGE, pageBytes, Math.toIntExact(content.size()))
                .setCrc((int) checksum.getValue())
                .setData_page_header(new DataPageHeader(levels.entries(), page.encoding(), Encoding.RLE, Encoding.RLE));
        long start = bytes.size();
        Util.writePageHeader(header, bytes);
        uncompressedBytes += bytes.size() - start + pageBytes;
        bytes.append(content);
        locations.add(new PageLocation(start, Math.toIntExact(bytes.size() - start), rows));
        pagesByEncoding.merge(page.encoding(), 1, Integer::sum);
        if (levels.entries() == levels.nulls()) {
            statistics.addNullPage(levels.nulls());
        } else {
            statistics.addPage(page.bounds(), levels.nulls());
        }
        levels.addTo(repetitions, definitions);
        rows += levels.rows();
        entries += levels.entries();
        dictionaryRows += page.encoding() == Encoding.RLE_DICTIONARY ? levels.rows() : 0;
        stringBytes += page.stringBytes();
    }

    /** Writes the dictionary, if pages refer to it, and the pages. */
    FinishedChunk writeTo(PositionedOutput out, ColumnValues values) throws IOException {
        long start = out.position();
        if (hasDictionaryPages()) {
            writeDictionary(out, values);
        }
        long firstPage = out.position();
        bytes.writeTo(out);
        var metaData = metaData(firstPage, out.position() - start);
        if (hasDictionaryPages()) {
            metaData.setDictionary_page_offset(start);
        }
        for (PageLocation location : locations) {
            location.setOffset(location.getOffset() + firstPage);
        }
        var offsetIndex = new ByteSegments();
        Util.writeOffsetIndex(new OffsetIndex(locations), offsetIndex);
        // The format calls file_offset deprecated and wants zero, as it was read in two ways.
        return new FinishedChunk(new ColumnChunk(0).setMeta_data(metaData), columnIndex(), offsetIndex, null);
    }

    private @Nullable ByteSegments columnIndex() throws IOException {
        ColumnIndex index = statistics.columnIndex();
        if (index == null) {
            return null;
        }
        var encoded = new ByteSegments();
        Util.writeColumnIndex(index, encoded);
        return encoded;
    }

    private void writeDictionary(PositionedOutput out, ColumnValues values) throws IOException {
        workspace.body.clear();
        values.encodeDictionary(workspace.body);
        int pageBytes = workspace.body.size;
        GrowableBytes compressed = workspace.compressor.compress(workspace.body);
        var checksum = new CRC32();
        checksum.update(compressed.bytes, 0, compressed.size);
        var header = new PageHeader(PageType.DICTIONARY_PAGE, pageBytes, compressed.size)
                .setCrc((int) checksum.getValue())
                .setDictionary_page_header(new DictionaryPageHeader(values.dictionarySize(), Encoding.PLAIN));
        long start = out.position();
        Util.writePageHeader(header, out);
        uncompressedBytes += out.position() - start + pageBytes;
        out.write(compressed.bytes, 0, compressed.size);
    }

    private ColumnMetaData metaData(long firstPage, long compressedBytes) {
        List<Encoding> encodings = new ArrayList<>(pagesByEncoding.keySet());
        encodings.add(Encoding.RLE);
        List<PageEncodingStats> encodingStats = new ArrayList<>();
        if (hasDictionaryPages()) {
            if (!encodings.contains(Encoding.PLAIN)) {
                encodings.add(Encoding.PLAIN);
            }
            encodingStats.add(new PageEncodingStats(PageType.DICTIONARY_PAGE, Encoding.PLAIN, 1));
        }
        pagesByEncoding.forEach(
                (encoding, pages) -> encodingStats.add(new PageEncodingStats(PageType.DATA_PAGE, encoding, pages)));
        return new ColumnMetaData(
                        element.getType(),
                        encodings,
                        leaf.path(),
                        workspace.compressor.codec(),
                        entries,
                        uncompressedBytes,
                        compressedBytes,
                        firstPage)
                .setEncoding_stats(encodingStats)
                .setStatistics(statistics.statistics())
                .setSize_statistics(sizeStatistics());
    }

    private SizeStatistics sizeStatistics() {
        var sizes = new SizeStatistics();
        if (element.getType() == Type.BYTE_ARRAY) {
            sizes.setUnencoded_byte_array_data_bytes(stringBytes);
        }
        if (repetitions.length > 1) {
            sizes.setRepetition_level_histogram(
                    Arrays.stream(repetitions).boxed().toList());
        }
        if (definitions.length > 1) {
            sizes.setDefinition_level_histogram(
                    Arrays.stream(definitions).boxed().toList());
        }
        return sizes;
    }
}
