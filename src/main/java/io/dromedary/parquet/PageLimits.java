package io.dromedary.parquet;

/**
 * When a page is full, and how large dictionaries may become. They shrink with the number of columns, as every column
 * has an open page and a dictionary.
 *
 * @param rowsMax rows of a page; of a nested leaf, elements
 * @param bytesMax bytes of the values of a page, plainly encoded; a larger value gets a page of its own
 * @param dictionary of a column chunk
 */
record PageLimits(int rowsMax, int bytesMax, DictionaryLimits dictionary) {
    private static final int ROWS_MAX = 20_000;
    private static final int BYTES_MIN = 8 << 10;
    private static final int PAGE_BYTES_MAX = 1 << 20;
    private static final int DICTIONARY_MEMORY_MAX = 2 << 20;
    /** All open pages together occupy at most this part of a row group, and so do all dictionaries. */
    private static final int ROW_GROUP_PART = 4;

    static PageLimits of(long rowGroupBytesMax, int columns) {
        long share = Math.max(BYTES_MIN, rowGroupBytesMax / ROW_GROUP_PART / columns);
        return new PageLimits(ROWS_MAX, (int) Math.min(share, PAGE_BYTES_MAX), new DictionaryLimits((int)
                Math.min(share, DICTIONARY_MEMORY_MAX)));
    }

    /** The most entries of a page of a nested leaf; counted like rows, and their levels like values. */
    int levelsMax() {
        return Math.min(rowsMax, bytesMax / NestedLevels.ENTRY_BYTES);
    }

    /** The most values of a fixed width in a page. */
    int valuesMax(int valueBytes) {
        return Math.min(rowsMax, bytesMax / valueBytes);
    }
}
