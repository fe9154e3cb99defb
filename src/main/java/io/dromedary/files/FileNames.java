package io.dromedary.files;

import io.dromedary.parquet.Codec;

/**
 * The names of a table's files: {@code part_0001.parquet}, wide enough that all names of a plan sort. Where a chunk may
 * become several files of one directory, their number follows: {@code part_0001_0002.parquet}, or stands alone if there
 * is one chunk only.
 *
 * @param template with a place for the number
 * @param chunks how many chunks the table has
 * @param isLimited whether a chunk may become several files of one directory
 * @param suffix how names end
 */
public record FileNames(String template, int chunks, boolean isLimited, String suffix) {
    private static final int DIGITS_MIN = 4;

    /**
     * The names of a layout.
     *
     * @param run stands behind the number, so that files of other runs can lie beside them; may be empty
     */
    public static FileNames of(FileLayout layout, Codec codec, int chunks, String run) {
        return new FileNames(
                layout.fileName(),
                chunks,
                layout.isLimited(),
                run + layout.format().suffix(codec));
    }

    /** The name of a chunk's file; both count from 1. */
    public String name(int chunk, int file) {
        String ofChunk =
                padded(chunk, Math.max(DIGITS_MIN, Integer.toString(chunks).length()));
        String number = !isLimited
                ? ofChunk
                : chunks == 1 ? padded(file, DIGITS_MIN) : ofChunk + "_" + padded(file, DIGITS_MIN);
        return template.replace(FileLayout.NUMBER, number) + suffix;
    }

    private static String padded(int number, int digits) {
        String text = Integer.toString(number);
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }
}
