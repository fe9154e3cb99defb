package io.dromedary.table;

import static java.util.Objects.requireNonNull;

/**
 * The name of a table in its database, exactly as the catalog spells it: unquoted, any characters.
 *
 * @param schema the schema it lies in
 * @param name its own name
 */
public record TableId(String schema, String name) implements Comparable<TableId> {

    public TableId {
        requireNonNull(schema, "schema");
        requireNonNull(name, "name");
        if (schema.isEmpty() || name.isEmpty()) {
            throw new IllegalArgumentException(
                    "A table needs a schema and a name but got '%s.%s'".formatted(schema, name));
        }
    }

    @Override
    public int compareTo(TableId other) {
        int bySchema = schema.compareTo(other.schema);
        return bySchema != 0 ? bySchema : name.compareTo(other.name);
    }

    /** The name for messages and manifests: {@code schema.name}, unquoted. */
    @Override
    public String toString() {
        return schema + "." + name;
    }
}
