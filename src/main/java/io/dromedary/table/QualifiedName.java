package io.dromedary.table;

import static java.util.Objects.requireNonNull;

/** The name of a type, collation or sequence in its database, exactly as the catalog spells it: unquoted. */
public record QualifiedName(String schema, String name) {

    public QualifiedName {
        requireNonNull(schema, "schema");
        requireNonNull(name, "name");
    }

    @Override
    public String toString() {
        return schema + "." + name;
    }
}
