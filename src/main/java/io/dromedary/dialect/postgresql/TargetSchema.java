package io.dromedary.dialect.postgresql;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.postgresql.jdbc.PgConnection;

/**
 * The schema {@code dromedary} of a database that is loaded into. Created and brought up to date by Flyway on first
 * use; afterwards, one look tells that nothing is to do.
 */
final class TargetSchema {
    /** Of the last file in {@code db/dromedary}. */
    private static final String VERSION = "3";

    /** One each second; more than one that creates it at once waits for our own lock. */
    private static final int LOCK_RETRIES = 5;

    private static final String LOCK = "hashtext('dromedary'), hashtext('schema')";

    private final PgConnection connection;
    private final DataSource dataSource;
    private final Failures failures;
    private boolean isReady;

    /** The connection is lent. */
    TargetSchema(PgConnection connection, DataSource dataSource, Failures failures) {
        this.connection = connection;
        this.dataSource = dataSource;
        this.failures = failures;
    }

    /**
     * Makes sure that the schema is there.
     *
     * @throws DromedaryException {@code CONFIGURATION} without the privileges for it
     */
    synchronized void ensure() {
        try {
            if (!isReady && !isCurrent()) {
                migrate();
            }
            isReady = true;
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private boolean isCurrent() throws SQLException {
        return ask("SELECT to_regclass('dromedary.schema_history') IS NOT NULL")
                && ask("SELECT EXISTS (SELECT FROM dromedary.schema_history WHERE version = '%s' AND success)"
                        .formatted(VERSION));
    }

    /** Two that create it at once would disturb each other. */
    private void migrate() throws SQLException {
        execute("SELECT pg_advisory_lock(%s)".formatted(LOCK));
        try {
            if (ask("SELECT to_regnamespace('dromedary') IS NULL")) {
                execute("CREATE SCHEMA dromedary");
            }
            if (!isCurrent()) {
                Flyway.configure()
                        .dataSource(dataSource)
                        .defaultSchema("dromedary")
                        .table("schema_history")
                        .locations("classpath:db/dromedary")
                        // A schema that early versions have made, or that an administrator has.
                        .baselineOnMigrate(true)
                        .baselineVersion("0")
                        .lockRetryCount(LOCK_RETRIES)
                        .load()
                        .migrate();
            }
        } catch (FlywayException e) {
            throw e.getCause() instanceof SQLException cause
                    ? failure(cause)
                    : DromedaryException.permanent(
                            FailureCategory.DESTINATION, failures.at("the schema dromedary: " + e.getMessage()), e);
        } finally {
            execute("SELECT pg_advisory_unlock(%s)".formatted(LOCK));
        }
    }

    private boolean ask(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private DromedaryException failure(SQLException e) {
        return failures.remembering(e);
    }
}
