package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.BatchEncoder;
import io.dromedary.dialect.ConnectionSettings;
import io.dromedary.dialect.LoadProgress;
import io.dromedary.dialect.TableWriter;
import io.dromedary.dialect.TargetDatabase;
import io.dromedary.dialect.TargetTable;
import io.dromedary.dialect.UnseenTable;
import io.dromedary.dialect.WritePlan;
import io.dromedary.dialect.postgresql.TargetCatalog.Description;
import io.dromedary.dialect.postgresql.TargetCatalog.WireColumn;
import io.dromedary.table.TableId;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.postgresql.jdbc.PgConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A PostgreSQL that rows are loaded into. */
final class PostgresqlTarget implements TargetDatabase {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresqlTarget.class);

    private final Connector connector;
    private final Failures failures;
    private final PgConnection connection;

    private PostgresqlTarget(Connector connector, Failures failures, PgConnection connection) {
        this.connector = connector;
        this.failures = failures;
        this.connection = connection;
    }

    static PostgresqlTarget connect(ConnectionSettings settings) {
        var failures = new Failures(settings);
        var connector = new Connector(settings, failures);
        return new PostgresqlTarget(connector, failures, connector.connect());
    }

    @Override
    public String serverVersion() {
        return "PostgreSQL " + connection.getDBVersionNumber();
    }

    @Override
    public TargetTable describe(TableId table) {
        return description(table).table();
    }

    private synchronized Description description(TableId table) {
        try {
            return new TargetCatalog(connection, failures).describe(table);
        } catch (SQLException e) {
            throw failures.loading(table, e);
        }
    }

    @Override
    public BatchEncoder encoder(WritePlan plan) {
        Description description = description(plan.described().id());
        List<WireColumn> columns = plan.columns().stream()
                .map(mapped -> Objects.requireNonNull(
                        description.columns().get(mapped.column().name()),
                        mapped.column().name()))
                .toList();
        return new RowEncoder(plan, columns);
    }

    @Override
    public TableWriter open(WritePlan plan) {
        try {
            return new CopyWriter(connector.connect(), failures, plan);
        } catch (SQLException e) {
            throw failures.loading(plan.described().id(), e);
        }
    }

    @Override
    public UnseenTable createUnseen(TableId like) {
        try {
            return SwappedTable.create(connector.connect(), failures, like);
        } catch (SQLException e) {
            throw failures.loading(like, e);
        }
    }

    @Override
    public LoadProgress openProgress(String key) {
        return BatchProgress.open(connector.connect(), failures, key);
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("The catalog's connection was broken: {}", e.getMessage());
        }
    }
}
