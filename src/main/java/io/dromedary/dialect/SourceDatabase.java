package io.dromedary.dialect;

import io.dromedary.table.TableDefinition;
import io.dromedary.table.TableId;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** A database that has answered. Owns its connections; {@link #close} ends them. Thread-safe. */
public interface SourceDatabase extends AutoCloseable {

    /** Product and version as the server says, for example {@code PostgreSQL 17.11}. */
    String serverVersion();

    /**
     * Every table, partitioned table, view, materialised view and foreign table outside the system schemas, sorted,
     * without the partitions of partitioned tables.
     */
    List<TableId> listTables();

    /**
     * What the catalog says of tables, in the order asked; reads no rows of theirs and counts nothing.
     *
     * @throws io.dromedary.failure.DromedaryException {@code CONFIGURATION}, naming every table that is missing or may
     *     not be read
     */
    List<TableDescription> describe(Collection<TableId> tables);

    /** What a query would return, without running it. */
    TableDescription describeQuery(TableId name, String query);

    /**
     * Fixes the point in time that every chunk of one export reads from: locks the tables against change of their
     * shape, then takes the snapshot, then checks that the tables are still as described.
     *
     * @throws io.dromedary.failure.DromedaryException if the server refuses, or a table is no longer as described
     */
    Snapshot openSnapshot(List<TableDescription> tables);

    /**
     * What tables are, so that they can be created again: of each what the catalog says now. While a snapshot is open,
     * its locks keep them as they are in it.
     *
     * @param tables with the columns that are exported
     * @return empty for a database that does not tell; otherwise without tables that are gone. The field ids of the
     *     columns count from one in the order of the schema
     */
    default Map<TableId, TableDefinition> define(List<RowQuery> tables) {
        return Map.of();
    }

    /**
     * What is asked for with {@code consistency: none}: no common point in time and no locks; each cursor reads what is
     * committed when it is opened. Its {@link Snapshot#id} is {@code none}.
     */
    Snapshot openPerChunk(List<TableDescription> tables);

    @Override
    void close();
}
