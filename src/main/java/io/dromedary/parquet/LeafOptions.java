package io.dromedary.parquet;

/**
 * How one leaf is written.
 *
 * @param encoding what is asked for
 * @param dictionary whether a dictionary may be used where nothing is asked for
 * @param bloomFilter whether it gets a filter
 */
record LeafOptions(ColumnEncoding encoding, boolean dictionary, boolean bloomFilter) {

    static LeafOptions of(Leaf leaf, ParquetOptions options) {
        ColumnOptions column = leaf.isNested()
                ? ColumnOptions.NONE
                : options.columns().getOrDefault(leaf.path().get(0), ColumnOptions.NONE);
        return new LeafOptions(column.encoding(), options.dictionary(), column.bloomFilter());
    }
}
