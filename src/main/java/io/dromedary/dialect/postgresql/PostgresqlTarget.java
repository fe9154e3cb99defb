package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.BatchEncoder;
import io.dromedary.dialect.ConnectionSettings;
import io.dromedary.dialect.DefinedTable;
import io.dromedary.dialect.LoadHistory;
import io.dromedary.dialect.LoadProgress;
import io.dromedary.dialect.MergeRules;
import io.dromedary.dialect.StagedRows;
import io.dromedary.dialect.TableVersions;
import io.dromedary.dialect.TableWriter;
import io.dromedary.dialect.TargetDatabase;
import io.dromedary.dialect.TargetTable;
import io.dromedary.dialect.UnseenTable;
import io.dromedary.dialect.VersionRules;
import io.dromedary.dialect.WritePlan;
import io.dromedary.dialect.postgresql.TargetCatalog.Description;
import io.dromedary.dialect.postgresql.TargetCatalog.WireColumn;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.table.TableId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A PostgreSQL that rows are loaded into. */
final class PostgresqlTarget implements TargetDatabase {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresqlTarget.class);

    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(60);

    private final Connector connector;
    private final Failures failures;
    private final PgConnection connection;
    private final TargetSchema schema;
    private @Nullable Description described;
    private final SettledCommit commits;

    private PostgresqlTarget(Connector connector, Failures failures, PgConnection connection) {
        this.connector = connector;
        this.failures = failures;
        this.connection = connection;
        this.commits = new SettledCommit(connector, failures);
        this.schema = new TargetSchema(connection, connector.dataSource(), failures);
    }

    static PostgresqlTarget connect(ConnectionSettings settings) {
        var failures = new Failures(settings);
        var connector = new Connector(LoadProperties.addTo(settings), failures);
        return new PostgresqlTarget(connector, failures, connector.connect());
    }

    @Override
    public String serverVersion() {
        return "PostgreSQL " + connection.getDBVersionNumber();
    }

    @Override
    public TargetTable describe(TableId table) {
        return look(table).table();
    }

    /** What was found out at the beginning of a load: all its threads need the same. */
    private synchronized Description description(TableId table) {
        Description known = described;
        return known != null && known.table().id().equals(table) ? known : look(table);
    }

    private synchronized Description look(TableId table) {
        try {
            Description found = new TargetCatalog(connection, failures).describe(table);
            described = found;
            return found;
        } catch (SQLException e) {
            throw failures.loading(table, e);
        }
    }

    @Override
    public synchronized boolean isMissing(TableId table) {
        try (PreparedStatement statement = connection.prepareStatement("SELECT to_regclass(?) IS NULL")) {
            statement.setString(1, Quote.table(table));
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        } catch (SQLException e) {
            throw failures.loading(table, e);
        }
    }

    @Override
    public String createStatement(TargetTable table) {
        return NewTableSteps.statement(table.id(), table);
    }

    @Override
    public synchronized List<String> createStatements(DefinedTable table) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN; " + NewTableSteps.SEARCHED);
            try {
                return NewTableSteps.statements(connection, failures, table);
            } finally {
                statement.execute("ROLLBACK");
            }
        } catch (SQLException e) {
            throw failures.loading(table.id(), e);
        }
    }

    @Override
    public UnseenTable createNew(DefinedTable table) {
        try {
            return NewTable.create(writing(), failures, commits, table);
        } catch (SQLException e) {
            throw failures.loading(table.id(), e);
        }
    }

    @Override
    public UnseenTable createNew(TargetTable table) {
        try {
            return NewTable.create(writing(), failures, commits, table);
        } catch (SQLException e) {
            throw failures.loading(table.id(), e);
        }
    }

    @Override
    public synchronized void check(WritePlan plan) {
        try {
            new WriteCheck(connection, failures, description(plan.described().id())).check(plan);
        } catch (SQLException e) {
            throw failures.loading(plan.described().id(), e);
        }
    }

    @Override
    public BatchEncoder encoder(WritePlan plan) {
        Description description = writtenTo(plan);
        List<WireColumn> columns = plan.columns().stream()
                .map(mapped -> Objects.requireNonNull(
                        description.columns().get(mapped.column().name()),
                        mapped.column().name()))
                .toList();
        return new RowEncoder(plan, columns);
    }

    private Description writtenTo(WritePlan plan) {
        TableId table = plan.described().id();
        try {
            return description(plan.table());
        } catch (DromedaryException e) {
            boolean isGone = e.category() == FailureCategory.CONFIGURATION
                    && !plan.table().equals(table);
            throw isGone ? failures.gone(table, "there is no table " + plan.table(), e) : e;
        }
    }

    @Override
    public TableWriter open(WritePlan plan) {
        PgConnection borrowed = connector.borrow();
        try {
            return new BatchWriter(connector, limited(borrowed), commits, plan);
        } catch (SQLException e) {
            connector.discard(borrowed);
            throw failures.writing(plan, e);
        }
    }

    @Override
    public UnseenTable createUnseen(TableId like) {
        try {
            return SwappedTable.create(writing(), failures, commits, like);
        } catch (SQLException e) {
            throw failures.loading(like, e);
        }
    }

    @Override
    public LoadProgress openProgress(String key, TableId table) {
        ensureSchema();
        return BatchProgress.open(connector.connect(), commits, key, table);
    }

    @Override
    public StagedRows createStaged(WritePlan plan, MergeRules rules) {
        ensureSchema();
        try {
            return MergeTable.create(writing(), commits, plan, rules);
        } catch (SQLException e) {
            throw failures.loading(plan.described().id(), e);
        }
    }

    @Override
    public StagedRows createVersioned(WritePlan plan, VersionRules rules) {
        ensureSchema();
        try {
            return VersionedRows.create(writing(), commits, plan, rules);
        } catch (SQLException e) {
            throw failures.loading(plan.described().id(), e);
        }
    }

    @Override
    public TableVersions openVersions(TableId table) {
        try {
            return CommitHistory.open(connector.connect(), failures, table);
        } catch (SQLException e) {
            throw failures.remembering(e);
        }
    }

    @Override
    public LoadHistory openHistory(String settings, String fingerprint) {
        ensureSchema();
        return FileHistory.open(connector, failures, settings, fingerprint);
    }

    /** Nobody waits for a lock without end, unless the connection's settings say so. */
    private PgConnection writing() throws SQLException {
        return limited(connector.connect());
    }

    private static PgConnection limited(PgConnection opened) throws SQLException {
        try (Statement statement = opened.createStatement()) {
            statement.execute(
                    "SELECT set_config('lock_timeout', '%d', false) WHERE current_setting('lock_timeout') = '0'"
                            .formatted(LOCK_TIMEOUT.toMillis()));
            return opened;
        } catch (SQLException e) {
            opened.close();
            throw e;
        }
    }

    private synchronized void ensureSchema() {
        schema.ensure();
    }

    @Override
    public void cancel() {
        connector.cancelAll();
    }

    @Override
    public synchronized void close() {
        connector.closeIdle();
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("The catalog's connection was broken: {}", e.getMessage());
        }
    }
}
