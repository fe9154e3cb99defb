package io.dromedary.parquet;

import io.dromedary.table.ColumnVector;
import java.io.IOException;

/**
 * Writes a leaf inside of lists or structs. A page ends where a row ends, so a row that is larger than a page gets one
 * of its own.
 */
final class NestedWriter extends LeafWriter {
    private final LevelWalk walk;
    private final LevelEntries entries;
    private final NestedLevels levels;
    private final int definitionMax;

    /** What {@link #append} has done of the entries and values found last. */
    private int entry;

    private int value;

    NestedWriter(Leaf leaf, PageLimits limits, PageWorkspace workspace, LeafOptions options) {
        super(leaf, limits, workspace, options);
        walk = new LevelWalk(leaf, workspace.entries);
        entries = workspace.entries;
        levels = new NestedLevels(leaf);
        definitionMax = leaf.definitionLevelMax();
    }

    @Override
    PageLevels levels() {
        return levels;
    }

    @Override
    void writeLevels() {
        levels.writeTo(workspace);
    }

    @Override
    void begin(ColumnVector column) {
        walk.begin(column);
        for (int i = 0; i < leaf.steps().size(); i++) {
            if (!leaf.steps().get(i).nullable()) {
                requirePresent(walk.vector(i));
            }
        }
    }

    @Override
    void append(int rows) throws IOException {
        value = walk.nextValue();
        entry = 0;
        walk.next(rows);
        int valueEnd = walk.nextValue();
        while (entry < entries.count()) {
            int fitting = values.fittingEnd(walk.values(), value, valueEnd);
            if (fitting == valueEnd && entries.count() - entry <= room()) {
                take(entries.count(), valueEnd);
            } else {
                takeFitting(fitting);
            }
        }
    }

    private int room() {
        return limits.levelsMax() - levels.entries();
    }

    /** Takes the rows that fit the open page and closes it. */
    private void takeFitting(int fittingValue) throws IOException {
        int end = entry;
        int endValue = value;
        int at = value;
        for (int i = entry; i < entries.count() && i - entry <= room(); i++) {
            if (entries.repetition[i] == 0) {
                end = i;
                endValue = at;
            }
            if (entries.definition[i] == definitionMax && ++at > fittingValue) {
                break;
            }
        }
        if (end > entry) {
            take(end, endValue);
        } else if (levels.entries() == 0) {
            takeLargeRow();
        }
        finishPage();
    }

    private void takeLargeRow() {
        int end = entry;
        int endValue = value;
        do {
            endValue += entries.definition[end] == definitionMax ? 1 : 0;
            end++;
        } while (end < entries.count() && entries.repetition[end] != 0);
        long bytes = VectorSize.valueBytes(walk.values(), value, endValue);
        requirePageSize("a row", bytes + (long) (end - entry) * Integer.BYTES);
        take(end, endValue);
    }

    private void take(int end, int endValue) {
        int taken = values.take(walk.values(), value, endValue);
        if (value + taken < endValue) {
            // The page cannot be cut here, so all of it is encoded without the dictionary.
            values.lookUpIds();
            values.stopDictionary();
            values.take(walk.values(), value + taken, endValue);
        }
        levels.append(entries, entry, end, endValue - value);
        entry = end;
        value = endValue;
    }

    @Override
    void end() {
        walk.end();
        entries.release();
    }
}
