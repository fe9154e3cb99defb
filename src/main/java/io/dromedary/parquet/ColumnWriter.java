package io.dromedary.parquet;

import io.dromedary.table.ColumnVector;
import java.io.IOException;

/** Writes a column that is not nested: what nearly all columns are, so its loops look at nothing else. */
final class ColumnWriter extends LeafWriter {
    private static final ColumnVector NOTHING = new ColumnVector.Booleans(0);

    private final boolean nullable;
    private final DefinitionLevels levels = new DefinitionLevels();

    private ColumnVector vector = NOTHING;
    private int row;
    private int value;

    ColumnWriter(Leaf leaf, PageLimits limits, PageWorkspace workspace, LeafOptions options) {
        super(leaf, limits, workspace, options);
        nullable = leaf.definitionLevelMax() > 0;
    }

    @Override
    PageLevels levels() {
        return levels;
    }

    @Override
    void writeLevels() {
        if (nullable) {
            levels.writeTo(workspace.body);
        }
    }

    @Override
    void begin(ColumnVector column) {
        if (!nullable) {
            requirePresent(column);
        }
        vector = column;
        row = 0;
        value = 0;
    }

    @Override
    void append(int count) throws IOException {
        int first = value;
        appendRows(row + count);
        if (bloomFilter != null) {
            bloomFilter.add(vector, first, value);
        }
    }

    private void appendRows(int end) throws IOException {
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

    private void writeLargeValue() throws IOException {
        levels.appendDefined(1);
        finishPage(values.largeValue(vector, value));
        row++;
        value++;
    }

    @Override
    void end() {
        vector = NOTHING;
    }
}
