package io.dromedary.load;

import io.dromedary.dialect.Duplicates;
import java.util.List;

/**
 * What a load does to its table.
 *
 * @param isForced whether a file is loaded even if the same was loaded before
 * @param keys the columns that tell rows apart; empty: the primary key
 * @param duplicates which record counts if several of a file have the same key
 * @param createTable what to do if there is no table
 * @param definition how far files are believed that define a table that is not there
 * @param sampleRows how many records are looked at to find out the types of a new table; 0: all of them
 * @param commitMessage what a commit says of itself, where there are commits
 */
public record TableRules(
        boolean isForced,
        List<String> keys,
        Duplicates duplicates,
        CreateTable createTable,
        DefinitionUse definition,
        long sampleRows,
        String commitMessage) {

    /** What a job has that says nothing. */
    public static final TableRules DEFAULTS =
            new TableRules(false, List.of(), Duplicates.FAIL, CreateTable.NEVER, DefinitionUse.CHECKED, 0, "");

    public TableRules {
        keys = List.copyOf(keys);
    }

    /** The same for files that may have been loaded before. */
    public TableRules forced() {
        return new TableRules(true, keys, duplicates, createTable, definition, sampleRows, commitMessage);
    }
}
