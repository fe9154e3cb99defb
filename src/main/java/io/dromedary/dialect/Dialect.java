package io.dromedary.dialect;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.table.TableDefinition;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/**
 * What one database does differently from the others. Found by {@link java.util.ServiceLoader}.
 *
 * <p>The engine never builds SQL for a named product; it asks the dialect. A method that cannot do what it was asked
 * throws. It never does something weaker instead, such as reading without the snapshot.
 *
 * <p>All methods here and in {@link SourceDatabase}, {@link Snapshot} and {@link RowCursor} throw {@link
 * io.dromedary.failure.DromedaryException} with category {@code SOURCE} (unreachable, refused, lost; retryable where
 * the server's SQLState says so), {@code CONFIGURATION} (no such table, column or privilege) or {@code DATA}.
 */
public interface Dialect {

    /** The value of {@code database.type} that asks for it, for example {@code postgresql}. */
    String name();

    /**
     * Connects, once, to see that host, port, database, user and password are right.
     *
     * @param policies what becomes of types and values without an exact place; a dialect that does not have one of them
     *     is stricter: it refuses
     */
    SourceDatabase connect(ConnectionSettings settings, TypePolicies policies);

    /**
     * Connects, once, to a database that rows are to be loaded into.
     *
     * @throws io.dromedary.failure.DromedaryException {@code CONFIGURATION}, if the dialect cannot be loaded into
     */
    default TargetDatabase connectTarget(ConnectionSettings settings) {
        throw DromedaryException.permanent(
                FailureCategory.CONFIGURATION, "Files cannot be loaded into a database of type %s.".formatted(name()));
    }

    /**
     * The statements that create a table again, in their order, each without its semicolon. Every name and text is
     * quoted; types and expressions are SQL of whoever wrote the definition, and each is one type or expression, not
     * more.
     *
     * @param definition of this dialect; not trusted
     * @throws io.dromedary.failure.DromedaryException {@code DATA}, if a type or expression is more than that
     */
    default List<String> createStatements(TableDefinition definition) {
        throw DromedaryException.permanent(
                FailureCategory.CONFIGURATION, "The dialect %s creates no tables.".formatted(name()));
    }

    /**
     * The dialect with a name.
     *
     * @throws io.dromedary.failure.DromedaryException {@code CONFIGURATION}, if there is none on the class path
     */
    static Dialect named(String name) {
        Dialect dialect = byName().get(name);
        if (dialect == null) {
            throw DromedaryException.permanent(
                    FailureCategory.CONFIGURATION,
                    "There is no dialect \"%s\" here; use the program that wrote the file.".formatted(name));
        }
        return dialect;
    }

    /** Every dialect on the class path. */
    static Map<String, Dialect> byName() {
        return ServiceLoader.load(Dialect.class, Dialect.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .collect(Collectors.toUnmodifiableMap(Dialect::name, dialect -> dialect));
    }
}
