package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.EncodedRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which rows were sent with one COPY, whose numbers are all that the server says of them. */
final class SentRows {
    private final List<Part> parts = new ArrayList<>();
    private int count;

    /** Where a row came from: a batch, and its number there. */
    record Source(int batch, int row) {}

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Part(int batch, int from, int[] sources) {}

    void clear() {
        parts.clear();
        count = 0;
    }

    /** Adds all rows of a batch. */
    void add(int batch, EncodedRows rows) {
        int[] sources = rows.sources();
        parts.add(new Part(batch, count, sources));
        count += sources.length;
    }

    /** The row with a number, counted from one; none for a number that no row has. */
    Optional<Source> find(int number) {
        int index = number - 1;
        return parts.stream()
                .filter(part -> index >= part.from && index < part.from + part.sources.length)
                .findFirst()
                .map(part -> new Source(part.batch, part.sources[index - part.from]));
    }
}
