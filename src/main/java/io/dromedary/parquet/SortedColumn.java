package io.dromedary.parquet;

/**
 * A column that the rows of a file are sorted by, in the order that Parquet has for its type.
 *
 * @param name a column of single values
 * @param descending whether the largest come first
 * @param nullsFirst whether rows without a value come before the others
 */
public record SortedColumn(String name, boolean descending, boolean nullsFirst) {}
