package io.dromedary.export;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.dromedary.dialect.RowArrangement.PartitionKey;
import io.dromedary.dialect.RowArrangement.SortKey;
import io.dromedary.files.FileFormat;
import io.dromedary.files.FileLayout;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What rows have become, in a {@link Manifest}.
 *
 * @param format {@code parquet} or {@code csv}
 * @param csvHeader whether the first line of a file has names; null: it is no CSV
 * @param csvNullText what stands for missing values; null: it is no CSV
 * @param csvDelimiter what stands between values; null: it is no CSV
 * @param partitionBy the columns of directories and what they are of; null: there are none
 * @param sortBy what rows of a file are sorted by; null: nothing
 */
@JsonNaming(SnakeCaseStrategy.class)
public record ManifestLayout(
        String format,
        @Nullable Boolean csvHeader,
        @Nullable String csvNullText,
        @Nullable String csvDelimiter,
        @Nullable String partitionBy,
        @Nullable String sortBy) {

    /** Of a table. */
    public static ManifestLayout of(FileLayout layout) {
        Optional<FileFormat.Csv> csv =
                layout.format() instanceof FileFormat.Csv found ? Optional.of(found) : Optional.empty();
        return new ManifestLayout(
                layout.format().word(),
                csv.map(found -> found.format().header()).orElse(null),
                csv.map(found -> found.format().nullText()).orElse(null),
                csv.map(found -> Character.toString(found.format().delimiter())).orElse(null),
                text(layout.tables().partitionBy().stream(), ManifestLayout::key),
                text(layout.tables().sortBy().stream(), SortKey::text));
    }

    private static String key(PartitionKey key) {
        return key.name().equals(key.text()) ? key.name() : "%s = %s".formatted(key.name(), key.text());
    }

    private static <T> @Nullable String text(Stream<T> keys, Function<T, String> text) {
        String joined = keys.map(text).collect(Collectors.joining(", "));
        return joined.isEmpty() ? null : joined;
    }
}
