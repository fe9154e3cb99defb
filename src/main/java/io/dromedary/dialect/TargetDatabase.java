package io.dromedary.dialect;

import io.dromedary.table.TableId;
import java.util.List;

/**
 * A database that rows are loaded into. Owns its connections, except those of its writers; {@link #close} ends them.
 * Thread-safe.
 *
 * <p>All methods here and in {@link TableWriter} throw {@link io.dromedary.failure.DromedaryException} with category
 * {@code DESTINATION} (unreachable, refused, lost; retryable where the server's SQLState says so), {@code
 * CONFIGURATION} (no such table, column or privilege) or {@code DATA}.
 */
public interface TargetDatabase extends AutoCloseable {

    /** Product and version as the server says, for example {@code PostgreSQL 17.11}. */
    String serverVersion();

    /**
     * What the catalog says of a table.
     *
     * @throws io.dromedary.failure.DromedaryException {@code CONFIGURATION}, if it is missing, or is nothing that rows
     *     can be written to, or may not be written to
     */
    TargetTable describe(TableId table);

    /** Whether there is nothing of that name. */
    boolean isMissing(TableId table);

    /** The statement that makes a table, for people to read. */
    String createStatement(TargetTable table);

    /**
     * All statements that make a table by its definition, for people to read. What is there and the same is left out.
     *
     * @throws io.dromedary.failure.DromedaryException {@code CONFIGURATION} if it cannot be made as it is defined:
     *     something of the same name differs, an extension is missing, or it calls what is not known to be harmless
     */
    List<String> createStatements(DefinedTable table);

    /**
     * Creates a table by its definition, and what it needs. Nobody sees it until it gets its name; sequences then
     * continue behind its rows.
     *
     * @throws io.dromedary.failure.DromedaryException {@code CONFIGURATION} as for the statements, or without the
     *     privilege
     */
    UnseenTable createNew(DefinedTable table);

    /**
     * Creates a table that nobody sees until it gets its name.
     *
     * @throws io.dromedary.failure.DromedaryException {@code CONFIGURATION} without the privilege, or the schema
     */
    UnseenTable createNew(TargetTable table);

    /**
     * Refuses a plan that would not do what it says, before anything is written.
     *
     * @throws io.dromedary.failure.DromedaryException {@code CONFIGURATION}, if rows would not be the same as with
     *     COPY, or if an SRID is given that no column takes
     */
    void check(WritePlan plan);

    /** What encodes records for a table. Each thread needs one of its own. */
    BatchEncoder encoder(WritePlan plan);

    /** A connection of its own that writes into a table. */
    TableWriter open(WritePlan plan);

    /**
     * Creates an empty table that can take the place of another.
     *
     * @throws io.dromedary.failure.DromedaryException {@code CONFIGURATION} if something of the other would be lost
     */
    UnseenTable createUnseen(TableId like);

    /**
     * Opens the progress of a file.
     *
     * @param key what tells the file, its table and its settings from others
     * @param table what was loaded into an earlier one of its name does not count
     * @throws io.dromedary.failure.DromedaryException {@code CONFIGURATION} if somebody else loads it right now
     */
    LoadProgress openProgress(String key, TableId table);

    /**
     * Makes a place where rows wait until they are merged into the table of a plan.
     *
     * @throws io.dromedary.failure.DromedaryException {@code CONFIGURATION} if the table has no unique index of
     *     the keys
     */
    StagedRows createStaged(WritePlan plan, MergeRules rules);

    /**
     * Makes a place where rows wait until they become a commit of the table of a plan.
     *
     * @throws io.dromedary.failure.DromedaryException {@code CONFIGURATION} if the table cannot have versions
     */
    StagedRows createVersioned(WritePlan plan, VersionRules rules);

    /**
     * Opens the commits of a table.
     *
     * @throws io.dromedary.failure.DromedaryException {@code CONFIGURATION} if it has none
     */
    TableVersions openVersions(TableId table);

    /**
     * Looks up whether a file was loaded before, once nobody else is loading the same.
     *
     * @param settings SHA-256 of the options that decide what becomes of the file, its table among them
     * @param fingerprint what is known of the file before it is read; empty for a stream, which nobody waits for
     * @throws io.dromedary.failure.DromedaryException {@code CONFIGURATION} if the database may not remember files
     */
    LoadHistory openHistory(String settings, String fingerprint);

    /** Ends the statements that run now; whoever waits for them gets their failure. Nothing is cancelled later. */
    void cancel();

    @Override
    void close();
}
