package io.dromedary.export;

import java.nio.file.Path;

/**
 * A table that readers can see, whole.
 *
 * @param table what was staged; its files' paths are no longer true
 * @param path its directory, absolute
 */
public record PublishedTable(StagedTable table, Path path) {}
