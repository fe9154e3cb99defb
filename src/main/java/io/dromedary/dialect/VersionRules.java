package io.dromedary.dialect;

import java.util.List;

/**
 * How the rows of a file become a commit of a table with versions.
 *
 * @param keys the columns that tell rows apart; empty: the primary key, if the file has it
 * @param duplicates which record counts if several have the same key; without keys, all do
 * @param message what the commit says of itself
 * @param createsTable whether the table is not there and is made with its first commit
 */
public record VersionRules(List<String> keys, Duplicates duplicates, String message, boolean createsTable) {
    public VersionRules {
        keys = List.copyOf(keys);
    }
}
