package io.dromedary.dialect.jdbc;

import io.dromedary.dialect.ConnectionSettings;
import io.dromedary.dialect.Dialect;
import io.dromedary.dialect.SourceDatabase;
import io.dromedary.dialect.TypePolicies;

/** Any database whose JDBC driver is on the class path. */
public final class JdbcDialect implements Dialect {
    @Override
    public String name() {
        return "jdbc";
    }

    @Override
    public SourceDatabase connect(ConnectionSettings settings, TypePolicies policies) {
        return JdbcDatabase.connect(settings);
    }
}
