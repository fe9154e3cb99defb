package io.dromedary.testing;

import io.dromedary.dialect.ConnectionSettings;
import io.dromedary.dialect.Dialect;
import io.dromedary.dialect.SourceDatabase;
import io.dromedary.dialect.TypePolicies;

/** Connects to {@link FakeDatabase}s: {@code database.type: fake}. */
public final class FakeDialect implements Dialect {
    @Override
    public String name() {
        return "fake";
    }

    @Override
    public SourceDatabase connect(ConnectionSettings settings, TypePolicies policies) {
        return FakeDatabase.named(settings.database()).connect();
    }
}
