package io.dromedary.dialect;

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
}
