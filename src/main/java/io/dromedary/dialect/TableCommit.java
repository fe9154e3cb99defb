package io.dromedary.dialect;

import org.jspecify.annotations.Nullable;

/**
 * The rows that a table had at one time.
 *
 * @param id its number, counted from one for each table
 * @param parent the commit before it; null for the first
 * @param message what was said of it; empty: nothing
 * @param committedAt in ISO 8601
 * @param committedBy the user of the database
 * @param file whose rows they are; null: they come from no file
 * @param restored the commit that it has brought back; null: none
 * @param rows of the table
 * @param added rows that its parent does not have, without those changed
 * @param removed rows that only its parent has, without those changed
 * @param changed rows whose key its parent has with other values
 * @param unchanged rows that both have
 * @param stored distinct rows that were in no commit before
 */
public record TableCommit(
        int id,
        @Nullable Integer parent,
        String message,
        String committedAt,
        String committedBy,
        @Nullable String file,
        @Nullable Integer restored,
        long rows,
        long added,
        long removed,
        long changed,
        long unchanged,
        long stored) {}
