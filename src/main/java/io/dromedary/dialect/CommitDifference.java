package io.dromedary.dialect;

/**
 * What tells one commit of a table from another. Rows are counted with their repetitions.
 *
 * @param from the commit compared with
 * @param to the commit compared
 * @param added rows that only the latter has
 * @param removed rows that only the former has
 * @param changed rows whose key both have, with different values; they are in none of the others
 */
public record CommitDifference(int from, int to, long added, long removed, long changed) {}
