package io.dromedary.dialect;

import java.util.List;

/**
 * How rows are merged into a table that may have rows with the same keys.
 *
 * @param keys the columns that tell rows apart; empty: the primary key
 * @param isUpdating whether rows that are there get the new values; otherwise they stay as they are
 * @param duplicates which record counts if several have the same key
 */
public record MergeRules(List<String> keys, boolean isUpdating, Duplicates duplicates) {
    public MergeRules {
        keys = List.copyOf(keys);
    }
}
