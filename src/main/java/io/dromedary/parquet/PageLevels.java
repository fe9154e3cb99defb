package io.dromedary.parquet;

/** Which rows, lists and values the open page has, beside the values themselves: Parquet's levels. */
sealed interface PageLevels permits DefinitionLevels, NestedLevels {

    /** Rows of the table. */
    int rows();

    /** Values, and places where one is missing, be it that a list around it is missing or empty. */
    int entries();

    /** Entries without a value. */
    int nulls();

    /** The bytes of memory in use. */
    int bytes();

    /** Adds how many entries have each repetition and each definition level. */
    void addTo(long[] repetitions, long[] definitions);

    /** Begins the next page. */
    void clear();
}
