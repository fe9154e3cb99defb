package io.dromedary.parquet;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageLocation;
import shaded.parquet.org.apache.thrift.TException;

/**
 * The pages of a column chunk as they lie in the file, found by their headers. Nothing is decompressed.
 *
 * @param dataPages where they are; without the rows, which headers do not tell
 * @param values of the data pages, with or without a value
 */
record WalkedPages(List<PageLocation> dataPages, long values) {
    /** A header is some dozen bytes, or has a smallest and a largest value in it. */
    private static final int HEADER_BYTES_MAX = 1 << 24;

    /**
     * Walks from the first page to the end of the column chunk.
     *
     * @param problems takes what is wrong with a page's content, in words
     * @throws TException if what should be a page's header is none; so may do {@link RuntimeException}s of Thrift
     */
    static WalkedPages walk(SeekableByteChannel channel, long start, long end, Consumer<String> problems)
            throws IOException, TException {
        var in = new PositionedInput(channel, start, end);
        List<PageLocation> dataPages = new ArrayList<>();
        long values = 0;
        for (int number = 1; in.position() < end; number++) {
            long page = in.position();
            PageHeader header = ThriftInput.read(new PageHeader(), in, HEADER_BYTES_MAX);
            int bytes = header.getCompressed_page_size();
            if (bytes < 0 || bytes > end - in.position()) {
                throw new TException("page %d at %d has %d bytes, more than are left".formatted(number, page, bytes));
            }
            int checksum = in.checksum(bytes);
            if (header.isSetCrc() && header.getCrc() != checksum) {
                problems.accept("page %d at %d has another CRC than its header says".formatted(number, page));
            }
            if (header.isSetData_page_header() || header.isSetData_page_header_v2()) {
                dataPages.add(new PageLocation(page, (int) (in.position() - page), 0));
                values += header.isSetData_page_header()
                        ? header.getData_page_header().getNum_values()
                        : header.getData_page_header_v2().getNum_values();
            }
        }
        return new WalkedPages(dataPages, values);
    }
}
