package io.dromedary.export;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.dromedary.dialect.ReplacedValues;
import io.dromedary.dialect.ReplacedValues.ReplacedValue;
import java.util.ArrayList;
import java.util.List;

/**
 * Values of a column that are not what they were, in a {@link Manifest}.
 *
 * @param column the column's name
 * @param count how many
 * @param first the first of them, at most {@value ReplacedValues#FIRST_MAX}
 */
@JsonNaming(SnakeCaseStrategy.class)
public record ManifestReplaced(String column, long count, List<Place> first) {

    /**
     * A value and where it was.
     *
     * @param file the file
     * @param row the row in it, from 1
     * @param value what the database prints of it
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Place(String file, long row, String value) {}

    /** Both together. */
    ManifestReplaced and(ManifestReplaced later) {
        List<Place> both = new ArrayList<>(first);
        both.addAll(later.first);
        return new ManifestReplaced(column, count + later.count, firstOf(both));
    }

    private static List<Place> firstOf(List<Place> places) {
        return places.subList(0, Math.min(places.size(), ReplacedValues.FIRST_MAX));
    }

    /** Those of a table, in the order of its columns. */
    static List<ManifestReplaced> of(StagedTable table) {
        return table.plan().schema().columns().stream()
                .map(column -> of(table, column.name()))
                .filter(replaced -> replaced.count() > 0)
                .toList();
    }

    private static ManifestReplaced of(StagedTable table, String column) {
        long count = 0;
        List<Place> first = new ArrayList<>();
        for (ChunkResult chunk : table.chunks()) {
            for (ReplacedValues replaced : chunk.replaced()) {
                if (replaced.column().equals(column)) {
                    count += replaced.count();
                    for (ReplacedValue value : replaced.first()) {
                        first.add(place(chunk, value));
                    }
                }
            }
        }
        return new ManifestReplaced(column, count, firstOf(first));
    }

    /** The files of a chunk have its rows one after another. */
    private static Place place(ChunkResult chunk, ReplacedValue value) {
        long row = value.row();
        for (ChunkFile file : chunk.files()) {
            if (row <= file.rows()) {
                return new Place(file.file().name(), row, value.value());
            }
            row -= file.rows();
        }
        throw new IllegalArgumentException("%s has no row %d".formatted(chunk.chunk(), value.row()));
    }
}
