package io.dromedary.parquet;

import java.util.Arrays;

/** The levels of the open page of a leaf inside of lists or structs: two for each entry. */
final class NestedLevels implements PageLevels {
    /** Of memory, for each entry. */
    static final int ENTRY_BYTES = 2;

    private final int repetitionWidth;
    private final int definitionWidth;
    private byte[] repetition = new byte[0];
    private byte[] definition = new byte[0];
    private int entries;
    private int rows;
    private int nulls;

    NestedLevels(Leaf leaf) {
        repetitionWidth = BitPacking.widthOf(leaf.repetitionLevelMax());
        definitionWidth = BitPacking.widthOf(leaf.definitionLevelMax());
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int entries() {
        return entries;
    }

    @Override
    public int nulls() {
        return nulls;
    }

    @Override
    public int bytes() {
        return entries * ENTRY_BYTES;
    }

    /** Adds the entries {@code from} to {@code to}, which are whole rows and have so many values. */
    void append(LevelEntries added, int from, int to, int values) {
        int count = to - from;
        if (entries + count > repetition.length) {
            int capacity = ColumnValues.capacity(repetition.length, entries + count);
            repetition = Arrays.copyOf(repetition, capacity);
            definition = Arrays.copyOf(definition, capacity);
        }
        System.arraycopy(added.repetition, from, repetition, entries, count);
        System.arraycopy(added.definition, from, definition, entries, count);
        for (int i = entries; i < entries + count; i++) {
            rows += repetition[i] == 0 ? 1 : 0;
        }
        entries += count;
        nulls += count - values;
    }

    @Override
    public void addTo(long[] repetitions, long[] definitions) {
        for (int i = 0; i < entries; i++) {
            repetitions[repetition[i]]++;
            definitions[definition[i]]++;
        }
    }

    @Override
    public void clear() {
        entries = 0;
        rows = 0;
        nulls = 0;
        if (repetition.length > ColumnValues.KEPT_MAX) {
            repetition = new byte[0];
            definition = new byte[0];
        }
    }

    /** Appends the levels as a data page of version 1 begins with them: repetition, then definition. */
    void writeTo(PageWorkspace workspace) {
        write(repetition, repetitionWidth, workspace);
        write(definition, definitionWidth, workspace);
    }

    private void write(byte[] levels, int width, PageWorkspace workspace) {
        if (width == 0) {
            return;
        }
        int[] numbers = workspace.numbers(entries);
        for (int i = 0; i < entries; i++) {
            numbers[i] = levels[i];
        }
        GrowableBytes out = workspace.body;
        out.putInt(0);
        int start = out.size;
        RunLengthEncoder.encode(numbers, entries, width, out);
        LittleEndian.putInt(out.bytes, start - Integer.BYTES, out.size - start);
    }
}
