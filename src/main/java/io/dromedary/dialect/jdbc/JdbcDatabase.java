package io.dromedary.dialect.jdbc;

import io.dromedary.dialect.ConnectionSettings;
import io.dromedary.dialect.RowSource;
import io.dromedary.dialect.Snapshot;
import io.dromedary.dialect.SourceDatabase;
import io.dromedary.dialect.TableDescription;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.table.TableId;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A database behind a JDBC driver: one connection for the catalog, the others for snapshots. */
final class JdbcDatabase implements SourceDatabase {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcDatabase.class);
    private static final int ISOLATION = Connection.TRANSACTION_SERIALIZABLE;

    private final Connector connector;
    private final Failures failures;
    private final Connection catalog;
    private final String serverVersion;

    private JdbcDatabase(Connector connector, Failures failures, Connection catalog, String serverVersion) {
        this.connector = connector;
        this.failures = failures;
        this.catalog = catalog;
        this.serverVersion = serverVersion;
    }

    static JdbcDatabase connect(ConnectionSettings settings) {
        var failures = new Failures(settings);
        var connector = new Connector(settings, failures);
        Connection catalog = connector.connect();
        try {
            DatabaseMetaData server = catalog.getMetaData();
            String version = server.getDatabaseProductName() + " " + server.getDatabaseProductVersion();
            return new JdbcDatabase(connector, failures, catalog, version);
        } catch (SQLException e) {
            close(catalog);
            throw failures.connecting(e);
        }
    }

    @Override
    public String serverVersion() {
        return serverVersion;
    }

    @Override
    public synchronized List<TableId> listTables() {
        try {
            return new Catalog(catalog, failures).list();
        } catch (SQLException e) {
            throw failures.running("the catalog", e);
        }
    }

    @Override
    public synchronized List<TableDescription> describe(Collection<TableId> tables) {
        try {
            return new Catalog(catalog, failures).describe(tables);
        } catch (SQLException e) {
            throw failures.running("the catalog", e);
        }
    }

    @Override
    public synchronized TableDescription describeQuery(TableId name, String query) {
        try {
            return new Catalog(catalog, failures).describeQuery(name, query);
        } catch (SQLException e) {
            throw DromedaryException.permanent(
                    FailureCategory.CONFIGURATION,
                    "%s: the database refuses the query: %s. Correct it and try again"
                            .formatted(name, Failures.text(e)),
                    e);
        }
    }

    /** {@inheritDoc} Here one serializable transaction is the point in time, so tables are read one after another. */
    @Override
    public Snapshot openSnapshot(List<TableDescription> tables) {
        Connection connection = connector.connect();
        try {
            if (!connection.getMetaData().supportsTransactionIsolationLevel(ISOLATION)) {
                throw DromedaryException.permanent(
                        FailureCategory.SOURCE,
                        failures.at("it has no serializable transactions, so not all tables can be read from one point"
                                + " in time; ask for less with export_settings.consistency: none"));
            }
            connection.setTransactionIsolation(ISOLATION);
            connection.setAutoCommit(false);
            requireUnchanged(new Catalog(connection, failures), tables);
            return SharedSnapshot.of(connection, failures);
        } catch (SQLException e) {
            close(connection);
            throw failures.running("the snapshot", e);
        } catch (RuntimeException e) {
            close(connection);
            throw e;
        }
    }

    private static void requireUnchanged(Catalog catalog, List<TableDescription> planned) throws SQLException {
        List<TableDescription> relations = planned.stream()
                .filter(table -> table.source() instanceof RowSource.Relation)
                .toList();
        var now = new ArrayList<>(
                catalog.describe(relations.stream().map(TableDescription::id).toList()));
        for (int i = 0; i < relations.size(); i++) {
            if (!relations.get(i).fingerprint().equals(now.get(i).fingerprint())) {
                throw DromedaryException.permanent(
                        FailureCategory.DATA,
                        "%s was altered since it was planned; run the export again"
                                .formatted(relations.get(i).id()));
            }
        }
    }

    @Override
    public synchronized Snapshot openPerChunk(List<TableDescription> tables) {
        try {
            return new PerChunkSnapshot(connector, failures, Sql.of(catalog));
        } catch (SQLException e) {
            throw failures.running("the catalog", e);
        }
    }

    @Override
    public synchronized void close() {
        close(catalog);
    }

    /** Closes a connection that may be broken. */
    static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("A connection was broken: {}", e.getMessage());
        }
    }
}
