package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.ConnectionSettings;
import io.dromedary.dialect.RowQuery;
import io.dromedary.dialect.RowSource;
import io.dromedary.dialect.Snapshot;
import io.dromedary.dialect.SourceDatabase;
import io.dromedary.dialect.TableDescription;
import io.dromedary.dialect.TypePolicies;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.table.TableDefinition;
import io.dromedary.table.TableId;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A PostgreSQL server: one connection for the catalog, one for each open snapshot, a pool for the readers. */
final class PostgresqlDatabase implements SourceDatabase {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresqlDatabase.class);
    private static final int MAJOR_VERSION_MIN = 12;
    private static final int VALIDATION_SECONDS = 5;

    private final Connector connector;
    private final Failures failures;
    private final Duration lockTimeout;
    private final String serverVersion;
    private final TypeMapping mapping;
    private PgConnection catalog;
    private @Nullable ReaderPool readers;

    private PostgresqlDatabase(
            Connector connector, Failures failures, Duration lockTimeout, PgConnection catalog, TypeMapping mapping) {
        this.connector = connector;
        this.failures = failures;
        this.lockTimeout = lockTimeout;
        this.catalog = catalog;
        this.serverVersion = version(catalog);
        this.mapping = mapping;
    }

    static PostgresqlDatabase connect(ConnectionSettings settings, TypePolicies policies, Duration lockTimeout) {
        var failures = new Failures(settings);
        var connector = new Connector(settings, failures);
        PgConnection catalog = connector.connect();
        try {
            requireSupportedVersion(catalog, failures);
            TypeMapping mapping = TypeMapping.of(catalog, policies);
            return new PostgresqlDatabase(connector, failures, lockTimeout, catalog, mapping);
        } catch (SQLException e) {
            close(catalog);
            throw failures.running("the catalog", e);
        } catch (DromedaryException e) {
            close(catalog);
            throw e;
        }
    }

    private static void requireSupportedVersion(PgConnection catalog, Failures failures) throws SQLException {
        if (catalog.getMetaData().getDatabaseMajorVersion() < MAJOR_VERSION_MIN) {
            throw DromedaryException.permanent(
                    FailureCategory.SOURCE,
                    failures.at("%s is too old; PostgreSQL %d or later is needed"
                            .formatted(version(catalog), MAJOR_VERSION_MIN)));
        }
    }

    private static String version(PgConnection catalog) {
        return "PostgreSQL " + catalog.getDBVersionNumber();
    }

    /** Work on a connection. */
    private interface Work<T> {
        T on(PgConnection connection) throws SQLException;
    }

    private synchronized <T> T withCatalog(Work<T> work) {
        try {
            if (!catalog.isValid(VALIDATION_SECONDS)) {
                catalog.close();
                catalog = connector.connect();
            }
            return work.on(catalog);
        } catch (SQLException e) {
            throw failures.running("the catalog", e);
        }
    }

    @Override
    public String serverVersion() {
        return serverVersion;
    }

    @Override
    public List<TableId> listTables() {
        return withCatalog(connection -> new Catalog(connection, mapping).list());
    }

    @Override
    public List<TableDescription> describe(Collection<TableId> tables) {
        return withCatalog(connection -> describe(connection, tables));
    }

    private List<TableDescription> describe(PgConnection connection, Collection<TableId> tables) throws SQLException {
        var catalog = new Catalog(connection, mapping);
        Map<TableId, CatalogRelation> found = catalog.relations(tables);
        boolean isComplete = found.keySet().containsAll(tables);
        List<TableId> existing = isComplete ? List.of() : catalog.list();
        Optional<DromedaryException> problem = TableProblems.find(tables, found, existing, failures);
        if (problem.isPresent()) {
            throw problem.get();
        }
        // All of them are there, see above.
        return catalog.describe(tables.stream()
                .flatMap(table -> Stream.ofNullable(found.get(table)))
                .toList());
    }

    @Override
    public TableDescription describeQuery(TableId name, String query) {
        return withCatalog(connection -> describeQuery(connection, name, query));
    }

    private TableDescription describeQuery(PgConnection connection, TableId name, String query) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN READ ONLY");
            try {
                return new QueryCatalog(connection, mapping).describe(name, query);
            } finally {
                statement.execute("ROLLBACK");
            }
        }
    }

    @Override
    public Map<TableId, TableDefinition> define(List<RowQuery> tables) {
        return withCatalog(connection -> define(connection, tables));
    }

    private static Map<TableId, TableDefinition> define(PgConnection connection, List<RowQuery> tables)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL search_path = ''");
            try {
                return new DefinitionCatalog(connection).define(tables);
            } finally {
                statement.execute("ROLLBACK");
            }
        }
    }

    @Override
    public Snapshot openSnapshot(List<TableDescription> tables) {
        Keeper keeper = openKeeper(tables);
        try {
            requireUnchanged(keeper.connection(), tables);
        } catch (SQLException e) {
            keeper.close();
            throw failures.running("the snapshot", e);
        } catch (RuntimeException e) {
            keeper.close();
            throw e;
        }
        return PostgresqlSnapshot.of(keeper, readers(), failures, mapping);
    }

    private Keeper openKeeper(List<TableDescription> tables) {
        return withCatalog(guard -> {
            try {
                return Keeper.open(connector.connect(), guard, tables, lockTimeout);
            } catch (SQLException e) {
                throw locking(guard, tables, e);
            }
        });
    }

    private DromedaryException locking(PgConnection guard, List<TableDescription> tables, SQLException e)
            throws SQLException {
        String state = e.getSQLState();
        if (SqlStates.LOCK_NOT_AVAILABLE.equals(state)) {
            return DromedaryException.transientFailure(
                    FailureCategory.SOURCE,
                    failures.at(
                            "%s for more than %d s, so no snapshot could be taken. Wait for that transaction or end it,"
                                            .formatted(new LockHolders(guard).describe(tables), lockTimeout.toSeconds())
                                    + " then try again"),
                    e);
        } else if (SqlStates.UNKNOWN_TABLE.equals(state)) {
            return DromedaryException.permanent(
                    FailureCategory.CONFIGURATION,
                    failures.at("a table is gone since it was planned: %s; run the export again"
                            .formatted(Failures.text(e))),
                    e);
        }
        return failures.running("the snapshot", e);
    }

    private void requireUnchanged(PgConnection connection, List<TableDescription> planned) throws SQLException {
        List<TableDescription> relations = planned.stream()
                .filter(table -> table.source() instanceof RowSource.Relation)
                .toList();
        List<TableDescription> now = describe(
                connection, relations.stream().map(TableDescription::id).toList());
        for (int i = 0; i < now.size(); i++) {
            requireUnchanged(relations.get(i), now.get(i));
        }
        for (TableDescription table : planned) {
            if (table.source() instanceof RowSource.Query query) {
                requireUnchanged(table, new QueryCatalog(connection, mapping).describe(query.id(), query.sql()));
            }
        }
    }

    private static void requireUnchanged(TableDescription planned, TableDescription now) {
        if (!planned.fingerprint().equals(now.fingerprint())) {
            throw DromedaryException.permanent(
                    FailureCategory.DATA,
                    "%s was altered since it was planned; run the export again".formatted(planned.id()));
        }
    }

    @Override
    public Snapshot openPerChunk(List<TableDescription> tables) {
        return PostgresqlSnapshot.perChunk(readers(), failures, mapping);
    }

    private synchronized ReaderPool readers() {
        if (readers == null) {
            readers = new ReaderPool(connector);
        }
        return readers;
    }

    @Override
    public synchronized void close() {
        if (readers != null) {
            readers.close();
        }
        close(catalog);
    }

    private static void close(PgConnection catalog) {
        try {
            catalog.close();
        } catch (SQLException e) {
            LOG.debug("The catalog's connection was broken: {}", e.getMessage());
        }
    }
}
