package io.dromedary.table;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a table is in its database, so that it can be created again. It has the columns that are exported, and of the
 * rest only what concerns these.
 *
 * @param dialect the name of the dialect whose SQL it is in
 * @param id the table's name
 * @param kind for people: {@code table}, {@code view}, {@code query} ...
 * @param unlogged whether a crash of its server empties it
 * @param comment empty: none
 * @param columns in the order of the files
 * @param primaryKey what no two rows have in common
 * @param types those of the columns that somebody has created; each after those it is made of
 * @param sequences those that default values take numbers from
 * @param checks conditions that hold for every row, sorted by name
 * @param indexes sorted by name, without that of the primary key
 */
public record TableDefinition(
        String dialect,
        TableId id,
        String kind,
        boolean unlogged,
        String comment,
        List<ColumnDefinition> columns,
        PrimaryKey primaryKey,
        List<TypeDefinition> types,
        List<SequenceDefinition> sequences,
        List<TypeDefinition.Check> checks,
        List<IndexDefinition> indexes) {

    public TableDefinition {
        requireNonNull(dialect, "dialect");
        requireNonNull(id, "id");
        requireNonNull(kind, "kind");
        requireNonNull(comment, "comment");
        requireNonNull(primaryKey, "primaryKey");
        columns = List.copyOf(columns);
        types = List.copyOf(types);
        sequences = List.copyOf(sequences);
        checks = List.copyOf(checks);
        indexes = List.copyOf(indexes);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("The definition of %s has no columns".formatted(id));
        }
    }

    /**
     * A primary key.
     *
     * @param name of the constraint
     * @param columns in the order of the key; empty: there is none
     */
    public record PrimaryKey(String name, List<String> columns) {
        /** Of a table without one. */
        public static final PrimaryKey NONE = new PrimaryKey("", List.of());

        public PrimaryKey {
            requireNonNull(name, "name");
            columns = List.copyOf(columns);
        }
    }
}
