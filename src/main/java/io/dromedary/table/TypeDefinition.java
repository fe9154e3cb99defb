package io.dromedary.table;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A type that somebody has created in the database. */
public sealed interface TypeDefinition {

    /** Its name. */
    QualifiedName name();

    /**
     * One of several labels.
     *
     * @param labels in their order
     */
    record Enumeration(QualifiedName name, List<String> labels) implements TypeDefinition {
        public Enumeration {
            requireNonNull(name, "name");
            labels = List.copyOf(labels);
        }
    }

    /**
     * Another type with conditions.
     *
     * @param base SQL text of the type below, with its modifier: {@code numeric(10,2)}
     * @param nullable whether a value may be missing
     * @param defaultSql an expression; empty: none
     * @param collation null: the base type's
     * @param checks in their order
     */
    record Domain(
            QualifiedName name,
            String base,
            boolean nullable,
            String defaultSql,
            @Nullable QualifiedName collation,
            List<Check> checks)
            implements TypeDefinition {
        public Domain {
            requireNonNull(name, "name");
            requireNonNull(base, "base");
            requireNonNull(defaultSql, "defaultSql");
            checks = List.copyOf(checks);
        }
    }

    /**
     * A condition on the values of a domain.
     *
     * @param name its own
     * @param sql an expression about {@code VALUE}
     */
    record Check(String name, String sql) {
        public Check {
            requireNonNull(name, "name");
            requireNonNull(sql, "sql");
        }
    }

    /** Values of several types side by side. */
    record Composite(QualifiedName name, List<Attribute> attributes) implements TypeDefinition {
        public Composite {
            requireNonNull(name, "name");
            attributes = List.copyOf(attributes);
        }
    }

    /**
     * A part of a composite.
     *
     * @param name its own
     * @param type SQL text, with its modifier
     * @param collation null: the type's
     */
    record Attribute(String name, String type, @Nullable QualifiedName collation) {
        public Attribute {
            requireNonNull(name, "name");
            requireNonNull(type, "type");
        }
    }

    /**
     * Of an extension, which brings its definition.
     *
     * @param extension its name
     * @param schema where the extension's objects lie
     */
    record OfExtension(QualifiedName name, String extension, String schema) implements TypeDefinition {
        public OfExtension {
            requireNonNull(name, "name");
            requireNonNull(extension, "extension");
            requireNonNull(schema, "schema");
        }
    }
}
