package io.dromedary.dialect;

/**
 * A part of a file whose rows are in the table.
 *
 * @param from where in the file it starts, in the unit of {@link io.dromedary.table.FieldBatch#sourceOffset}
 * @param to where it ends
 * @param lines how many lines it has
 */
public record LoadedRange(long from, long to, long lines) {}
