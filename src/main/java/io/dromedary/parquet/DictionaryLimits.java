package io.dromedary.parquet;

/**
 * How large the dictionary of one column chunk may become.
 *
 * @param memoryBytesMax with its hash table
 */
record DictionaryLimits(int memoryBytesMax) {
    /** Ids have at most {@link BitPacking#GROUP_WIDTH_MAX} bits. */
    static final int ENTRIES_MAX = 1 << BitPacking.GROUP_WIDTH_MAX;

    /** Of the dictionary page. */
    static final int PAGE_BYTES_MAX = 1 << 20;

    /** The most values of a fixed width. */
    int entriesMax(int entryMemoryBytes, int valueBytes) {
        return Math.min(Math.min(ENTRIES_MAX, memoryBytesMax / entryMemoryBytes), PAGE_BYTES_MAX / valueBytes);
    }
}
