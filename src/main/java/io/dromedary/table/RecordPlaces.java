package io.dromedary.table;

/**
 * Where the records of a {@link FieldBatch} start, kept when the batch is used for others.
 *
 * @param part in what part of the source they lie, such as a sheet; empty: the source has none
 * @param firstLine the line of the source that the first starts in, counted from one
 * @param lines for each how many lines behind that one it starts
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record RecordPlaces(String part, long firstLine, int[] lines) {

    /** The line of the source that a record starts in, counted from one. */
    public long line(int row) {
        return firstLine + lines[row];
    }

    /** The line that the last record starts in. */
    public long lastLine() {
        return lines.length == 0 ? firstLine : line(lines.length - 1);
    }
}
