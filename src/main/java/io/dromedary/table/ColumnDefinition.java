package io.dromedary.table;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A column as its database defines it.
 *
 * @param fieldId its id in the schema of the files
 * @param name as the catalog spells it
 * @param type SQL text of the type with its modifier: {@code numeric(15,2)}
 * @param typeName the type's own name; null: unknown
 * @param typeModifier as the catalog has it; -1: none
 * @param nullable whether a value may be missing
 * @param defaultValue what it holds where an INSERT does not say
 * @param collation null: the type's
 * @param comment empty: none
 */
public record ColumnDefinition(
        int fieldId,
        String name,
        String type,
        @Nullable QualifiedName typeName,
        int typeModifier,
        boolean nullable,
        DefaultValue defaultValue,
        @Nullable QualifiedName collation,
        String comment) {

    public ColumnDefinition {
        requireNonNull(name, "name");
        requireNonNull(type, "type");
        requireNonNull(defaultValue, "defaultValue");
        requireNonNull(comment, "comment");
    }
}
