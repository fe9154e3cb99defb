package io.dromedary.table;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A sequence that gives a column its values.
 *
 * @param name its name
 * @param type SQL text: {@code bigint}
 * @param start the first value of all
 * @param increment from one value to the next, not 0
 * @param min the smallest value
 * @param max the largest value
 * @param cache values that a connection takes at once
 * @param cycle whether it begins again after the last one
 * @param lastValue the last one given out; null: none yet, or it may not be read
 * @param ownedBy the column that it is dropped with; empty: none of the table
 */
public record SequenceDefinition(
        QualifiedName name,
        String type,
        long start,
        long increment,
        long min,
        long max,
        long cache,
        boolean cycle,
        @Nullable Long lastValue,
        String ownedBy) {

    public SequenceDefinition {
        requireNonNull(name, "name");
        requireNonNull(type, "type");
        requireNonNull(ownedBy, "ownedBy");
    }
}
