package io.dromedary.parquet;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.table.ColumnVector;
import java.io.IOException;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.Type;
import org.jspecify.annotations.Nullable;

/**
 * Writes one leaf: cuts its rows into pages, encodes a page as soon as it is full, and hands over the column chunk at
 * the end of each row group.
 */
abstract sealed class LeafWriter permits ColumnWriter, NestedWriter {
    /** A larger value is compressed piece by piece. */
    private static final int WHOLE_BYTES_MAX = 1 << 20;

    /** Left in a page for levels and lengths, and for bytes that a codec adds to what it cannot compress. */
    private static final int PAGE_SLACK_BYTES = 16 << 20;

    final Leaf leaf;
    final PageLimits limits;
    final PageWorkspace workspace;
    final ColumnValues values;
    private final EncodingChoice choice;
    final @Nullable BloomFilter bloomFilter;
    private ColumnChunkPages pages;

    LeafWriter(Leaf leaf, PageLimits limits, PageWorkspace workspace, LeafOptions options) {
        this.leaf = leaf;
        this.limits = limits;
        this.workspace = workspace;
        values = ColumnValues.of(leaf.element(), limits);
        choice = new EncodingChoice(values, workspace, options);
        bloomFilter = options.bloomFilter() ? new BloomFilter() : null;
        pages = startChunk();
    }

    static LeafWriter of(Leaf leaf, PageLimits limits, PageWorkspace workspace, LeafOptions options) {
        return leaf.isNested()
                ? new NestedWriter(leaf, limits, workspace, options)
                : new ColumnWriter(leaf, limits, workspace, options);
    }

    private ColumnChunkPages startChunk() {
        if (choice.wantsDictionary()) {
            values.startDictionary();
        }
        return new ColumnChunkPages(leaf, workspace);
    }

    /** Of the open page. */
    abstract PageLevels levels();

    /** Appends the levels to the body of the page. */
    abstract void writeLevels();

    /** Takes the vector of the leaf's column in the next batch; {@link #append} goes through it. */
    abstract void begin(ColumnVector column);

    /** Appends the next rows of the vector. */
    abstract void append(int rows) throws IOException;

    /** Forgets the vector, so that it can be freed while the writer waits. */
    abstract void end();

    /** Bytes of memory that the column chunk occupies so far. */
    final long memoryBytes() {
        return pages.memoryBytes()
                + levels().bytes()
                + values.openBytes()
                + (bloomFilter == null ? 0 : bloomFilter.memoryBytes())
                + (values.usesDictionary() || pages.hasDictionaryPages() ? values.dictionaryBytes() : 0);
    }

    final void requirePresent(ColumnVector vector) {
        if (vector.nullCount() > 0) {
            throw DromedaryException.permanent(
                    FailureCategory.DATA,
                    "Column %s is declared NOT NULL but %d of %d rows have no value. Export it as nullable."
                            .formatted(leaf.name(), vector.nullCount(), vector.rowCount()));
        }
    }

    /** Refuses what does not fit a page, even if it is alone in it. */
    final void requirePageSize(String what, long bytes) {
        if (bytes > Integer.MAX_VALUE - PAGE_SLACK_BYTES) {
            throw DromedaryException.permanent(
                    FailureCategory.DATA,
                    "Column %s has %s of %d bytes, but a Parquet page cannot hold more than 2 GiB. Leave the row out."
                            .formatted(leaf.name(), what, bytes));
        }
    }

    final void finishPage() throws IOException {
        if (levels().rows() == 0) {
            return;
        }
        boolean any = values.count > 0;
        Encoding encoding = choice.settle();
        startBody();
        long stringBytes = values.openBytes() - (long) values.count * Integer.BYTES;
        if (encoding == Encoding.RLE_DICTIONARY) {
            values.encodeIds(workspace.body);
        } else {
            values.encode(encoding, workspace);
        }
        boolean isString = leaf.element().getType() == Type.BYTE_ARRAY;
        pages.add(new DataPage(encoding, levels(), any ? values.takeBounds() : null, isString ? stringBytes : 0));
        levels().clear();
        values.clearPage();
        if (values.usesDictionary() && (values.isDictionaryFull() || !choice.wantsDictionary())) {
            values.stopDictionary();
        }
    }

    private void startBody() {
        workspace.body.clear();
        writeLevels();
    }

    /** Writes a page that holds only this value; the levels are set already. */
    final void finishPage(LargeValue large) throws IOException {
        requirePageSize("a value", large.length);
        startBody();
        workspace.body.putInt(large.length);
        var page = new DataPage(Encoding.PLAIN, levels(), values.boundsOf(large), large.length);
        if (large.length > WHOLE_BYTES_MAX) {
            pages.addLarge(page, large);
        } else {
            workspace.body.put(large.data, large.from, large.length);
            pages.add(page);
        }
        levels().clear();
    }

    /** Writes the column chunk and starts the next one. */
    final FinishedChunk finishChunk(PositionedOutput out) throws IOException {
        finishPage();
        if (values.isDictionaryFull() && !pages.isMostlyDictionary()) {
            choice.giveUpDictionary();
        }
        FinishedChunk finished = pages.writeTo(out, values);
        pages = startChunk();
        return bloomFilter == null ? finished : finished.with(bloomFilter.take());
    }
}
