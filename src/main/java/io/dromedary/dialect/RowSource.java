package io.dromedary.dialect;

import io.dromedary.table.TableId;

/** What rows are read from. */
public sealed interface RowSource {

    /** What the output is named after. */
    TableId id();

    /** A table, view or foreign table. */
    record Relation(TableId id) implements RowSource {}

    /**
     * A query of the specification's author.
     *
     * @param id its name; the schema is {@code query}
     * @param sql a single SELECT without a trailing semicolon
     */
    record Query(TableId id, String sql) implements RowSource {}
}
