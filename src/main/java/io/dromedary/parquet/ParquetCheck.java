package io.dromedary.parquet;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.RowGroup;
import org.jspecify.annotations.Nullable;
import shaded.parquet.org.apache.thrift.TBase;
import shaded.parquet.org.apache.thrift.TException;

/**
 * Reads a Parquet file from its first page to its last: every page has the checksum of its header, and counts,
 * statistics and indexes agree with each other and with the pages. Pages are not decompressed; whoever wrote them. The
 * memory it needs is that of the footer and of one column chunk's indexes.
 */
public final class ParquetCheck {
    private final ParquetFooter footer;
    private final SeekableByteChannel channel;
    private final List<String> problems = new ArrayList<>();

    private ParquetCheck(ParquetFooter footer, SeekableByteChannel channel) {
        this.footer = footer;
        this.channel = channel;
    }

    /**
     * What is wrong with a file that is open, each in a sentence without its point; nothing if it is sound.
     *
     * @throws IOException if the file cannot be read
     */
    public static List<String> problems(ParquetFooter footer, SeekableByteChannel channel) throws IOException {
        var check = new ParquetCheck(footer, channel);
        check.checkAll();
        return check.problems;
    }

    private void checkAll() throws IOException {
        List<SchemaLeaf> leaves = SchemaLeaf.of(footer.metaData().getSchema());
        int number = 0;
        for (RowGroup rowGroup : footer.metaData().getRow_groups()) {
            number++;
            for (int i = 0; i < leaves.size(); i++) {
                ColumnChunk chunk = rowGroup.getColumns().get(i);
                String place = "column %s of row group %d: "
                        .formatted(String.join(".", chunk.getMeta_data().getPath_in_schema()), number);
                check(leaves.get(i), rowGroup.getNum_rows(), chunk, problem -> problems.add(place + problem));
            }
        }
    }

    private void check(SchemaLeaf leaf, long rows, ColumnChunk chunk, Consumer<String> found) throws IOException {
        ColumnMetaData column = chunk.getMeta_data();
        var agreement = new ChunkAgreement(leaf, rows, column, found);
        try {
            agreement.checkStatistics();
            agreement.checkSizes();
            long start = ParquetFooter.firstByte(column);
            WalkedPages pages = WalkedPages.walk(channel, start, start + column.getTotal_compressed_size(), found);
            agreement.checkIndexes(pages, offsetIndex(chunk), columnIndex(chunk));
        } catch (TException | IllegalArgumentException | NullPointerException e) {
            // Thrift names its structure by an address in memory, which helps nobody.
            found.accept("its pages cannot be read: "
                    + String.valueOf(e.getMessage()).replaceFirst(" Struct:.*", ""));
        }
    }

    private @Nullable OffsetIndex offsetIndex(ColumnChunk chunk) throws TException {
        return chunk.isSetOffset_index_offset()
                ? index(new OffsetIndex(), chunk.getOffset_index_offset(), chunk.getOffset_index_length())
                : null;
    }

    private @Nullable ColumnIndex columnIndex(ColumnChunk chunk) throws TException {
        return chunk.isSetColumn_index_offset()
                ? index(new ColumnIndex(), chunk.getColumn_index_offset(), chunk.getColumn_index_length())
                : null;
    }

    private <T extends TBase<?, ?>> T index(T target, long offset, int length) throws TException {
        if (offset < 0 || length < 0 || offset > footer.fileBytes() - length) {
            throw new TException("an index lies outside of the file");
        }
        return ThriftInput.read(target, new PositionedInput(channel, offset, offset + length), length);
    }
}
