package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.ConnectionSettings;
import io.dromedary.dialect.Dialect;
import io.dromedary.dialect.SourceDatabase;
import io.dromedary.dialect.TargetDatabase;
import io.dromedary.dialect.TypePolicies;
import io.dromedary.table.TableDefinition;
import java.time.Duration;
import java.util.List;

/** PostgreSQL 12 and later. */
public final class PostgresqlDialect implements Dialect {
    static final String NAME = "postgresql";

    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(60);

    private final Duration lockTimeout;

    /** Called by {@link java.util.ServiceLoader}. */
    public PostgresqlDialect() {
        this(LOCK_TIMEOUT);
    }

    /** Waits at most this long for another transaction that has locked a table. */
    PostgresqlDialect(Duration lockTimeout) {
        this.lockTimeout = lockTimeout;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public SourceDatabase connect(ConnectionSettings settings, TypePolicies policies) {
        return PostgresqlDatabase.connect(settings, policies, lockTimeout);
    }

    @Override
    public TargetDatabase connectTarget(ConnectionSettings settings) {
        return PostgresqlTarget.connect(settings);
    }

    @Override
    public List<String> createStatements(TableDefinition definition) {
        return new CreateStatements(definition).all();
    }
}
