package io.dromedary.parquet;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.table.Column;
import io.dromedary.table.ColumnVector;
import java.io.IOException;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;

/**
 * Writes one column: cuts its rows into pages, encodes a page as soon as it is full, and hands over the column chunk at
 * the end of each row group.
 */
final class ColumnWriter {
    private static final ColumnVector NOTHING = new ColumnVector.Booleans(0);

    /** A larger value is compressed piece by piece. */
    private static final int WHOLE_BYTES_MAX = 1 << 20;

    /** Left in a page for levels and length, and for bytes that a codec adds to what it cannot compress. */
    private static final int PAGE_SLACK_BYTES = 16 << 20;

    private final Column column;
    private final SchemaElement element;
    private final PageLimits limits;
    private final PageWorkspace workspace;
    private final ColumnValues values;
    private final EncodingChoice choice;
    private final DefinitionLevels levels = new DefinitionLevels();
    private ColumnChunkPages pages;

    private ColumnVector vector = NOTHING;
    private int row;
    private int value;

    ColumnWriter(Column column, SchemaElement element, PageLimits limits, PageWorkspace workspace, boolean dictionary) {
        this.column = column;
        this.element = element;
        this.limits = limits;
        this.workspace = workspace;
        values = ColumnValues.of(element, limits);
        choice = new EncodingChoice(values, workspace, dictionary);
        pages = startChunk();
    }

    private ColumnChunkPages startChunk() {
        if (choice.wantsDictionary()) {
            values.startDictionary();
        }
        return new ColumnChunkPages(element, column.nullable(), workspace);
    }

    /** Bytes of memory that the column chunk occupies so far. */
    long memoryBytes() {
        return pages.memoryBytes()
                + levels.bytes()
                + values.openBytes()
                + (values.usesDictionary() || pages.hasDictionaryPages() ? values.dictionaryBytes() : 0);
    }

    /** Takes the column's vector of the next batch; {@link #append} goes through it. */
    void begin(ColumnVector next) {
        if (next.nullCount() > 0 && !column.nullable()) {
            throw DromedaryException.permanent(
                    FailureCategory.DATA,
                    "Column %s is declared NOT NULL but %d of %d rows have no value. Export it as nullable."
                            .formatted(column.name(), next.nullCount(), next.rowCount()));
        }
        vector = next;
        row = 0;
        value = 0;
    }

    /** Appends the next rows of the vector. */
    void append(int count) throws IOException {
        int end = row + count;
        while (row < end) {
            int rows = Math.min(end - row, limits.rowsMax() - levels.rows());
            int present = presentIn(rows);
            int taken = values.append(vector, value, value + present);
            boolean full = taken < present;
            if (full) {
                rows = rowsBefore(taken);
            }
            levels.append(vector.isNull, row, row + rows, taken);
            row += rows;
            value += taken;
            if (full && levels.rows() == 0) {
                makeRoom();
            } else if (full || levels.rows() == limits.rowsMax()) {
                finishPage();
            }
        }
    }

    private int presentIn(int rows) {
        if (vector.nullCount() == 0) {
            return rows;
        }
        boolean[] isNull = vector.isNull;
        int present = 0;
        for (int i = row; i < row + rows; i++) {
            present += isNull[i] ? 0 : 1;
        }
        return present;
    }

    /** How many rows come before the value that is so many values ahead. */
    private int rowsBefore(int ahead) {
        if (vector.nullCount() == 0) {
            return ahead;
        }
        int left = ahead;
        int at = row;
        while (left > 0 || vector.isNull[at]) {
            left -= vector.isNull[at] ? 0 : 1;
            at++;
        }
        return at - row;
    }

    /** The next value does not go into an empty page: either the dictionary is full or the value is large. */
    private void makeRoom() throws IOException {
        if (values.usesDictionary() && values.isDictionaryFull()) {
            values.stopDictionary();
        } else {
            writeLargeValue();
        }
    }

    private void finishPage() throws IOException {
        if (levels.rows() == 0) {
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
        pages.add(new DataPage(
                encoding,
                levels.rows(),
                levels.nulls(),
                any ? values.takeBounds() : null,
                isString() ? stringBytes : 0));
        levels.clear();
        values.clearPage();
        if (values.usesDictionary() && (values.isDictionaryFull() || !choice.wantsDictionary())) {
            values.stopDictionary();
        }
    }

    private boolean isString() {
        return element.getType() == Type.BYTE_ARRAY;
    }

    private void startBody() {
        workspace.body.clear();
        if (column.nullable()) {
            levels.writeTo(workspace.body);
        }
    }

    private void writeLargeValue() throws IOException {
        LargeValue large = values.largeValue(vector, value);
        if (large.length > Integer.MAX_VALUE - PAGE_SLACK_BYTES) {
            throw DromedaryException.permanent(
                    FailureCategory.DATA,
                    "Column %s has a value of %d bytes, but a Parquet page cannot hold more than 2 GiB. Leave the row out."
                            .formatted(column.name(), large.length));
        }
        levels.appendDefined(1);
        startBody();
        workspace.body.putInt(large.length);
        var page = new DataPage(Encoding.PLAIN, 1, 0, values.boundsOf(large), large.length);
        if (large.length > WHOLE_BYTES_MAX) {
            pages.addLarge(page, large);
        } else {
            workspace.body.put(large.data, large.from, large.length);
            pages.add(page);
        }
        levels.clear();
        row++;
        value++;
    }

    /** Writes the column chunk and starts the next one. */
    FinishedChunk finishChunk(PositionedOutput out) throws IOException {
        finishPage();
        if (values.isDictionaryFull() && !pages.isMostlyDictionary()) {
            choice.giveUpDictionary();
        }
        FinishedChunk finished = pages.writeTo(out, values);
        pages = startChunk();
        return finished;
    }

    /** Forgets the vector, so that it can be freed while the writer waits. */
    void end() {
        vector = NOTHING;
    }
}
