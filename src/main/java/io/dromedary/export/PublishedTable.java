package io.dromedary.export;

/**
 * A table that readers can see, whole.
 *
 * @param table what was staged
 * @param name its directory, below the location of the job
 * @param path the same for people, absolute
 */
public record PublishedTable(StagedTable table, String name, String path) {}
