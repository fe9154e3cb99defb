package io.dromedary.files;

import static java.util.Objects.requireNonNull;

import io.dromedary.dialect.RowArrangement.PartitionKey;
import io.dromedary.dialect.RowArrangement.SortKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the rows of tables become: part of {@code export_settings}.
 *
 * @param format of the files
 * @param rowsMax a file has at most so many rows; 0: any number. Does not count where there is a limit of size
 * @param bytesMax a file has about so many bytes, and only the last one of a chunk less; 0: any number
 * @param fileName how files are called, without their suffix; a number stands for {@link #NUMBER}
 * @param tables what holds for tables that say nothing else
 */
public record FileLayout(FileFormat format, long rowsMax, long bytesMax, String fileName, TableLayout tables) {
    /** The place of the number in a {@code fileName}. */
    public static final String NUMBER = "{n}";

    /** One Parquet file for each chunk. */
    public static final FileLayout DEFAULT =
            new FileLayout(new FileFormat.Parquet(), 0, 0, "part_" + NUMBER, TableLayout.NONE);

    public FileLayout {
        requireNonNull(format, "format");
        requireNonNull(tables, "tables");
        if (rowsMax < 0 || bytesMax < 0 || !fileName.contains(NUMBER)) {
            throw new IllegalArgumentException(
                    "No files of %d rows or %d bytes named %s".formatted(rowsMax, bytesMax, fileName));
        }
    }

    /** For people; empty if nothing is asked for. */
    public String text() {
        List<String> parts = new ArrayList<>();
        if (format instanceof FileFormat.Csv) {
            parts.add("CSV");
        }
        if (bytesMax > 0) {
            parts.add("files of up to %,d MB".formatted(bytesMax >> 20));
        } else if (rowsMax > 0) {
            parts.add("files of up to %,d rows".formatted(rowsMax));
        }
        if (tables.isPartitioned()) {
            parts.add("partitioned by " + join(tables.partitionBy(), PartitionKey::text));
        }
        if (!tables.sortBy().isEmpty()) {
            parts.add("sorted by " + join(tables.sortBy(), SortKey::text));
        }
        return String.join(", ", parts);
    }

    private static <T> String join(List<T> keys, Function<T, String> text) {
        return keys.stream().map(text).collect(Collectors.joining(", "));
    }

    /** The same for a table that says what is asked for of its files. */
    public FileLayout with(TableLayout ofTable) {
        return new FileLayout(format, rowsMax, bytesMax, fileName, ofTable);
    }

    /** Whether a chunk may become several files of one directory. */
    public boolean isLimited() {
        return rowsMax > 0 || bytesMax > 0;
    }
}
