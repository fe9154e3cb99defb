package io.dromedary.dialect.postgresql;

import io.dromedary.table.TableSchema;
import io.dromedary.testing.TestPostgres;

/** A table as the dialect carries it over, for tests outside of it. */
public final class DescribedTable {
    private DescribedTable() {}

    /** The columns of a table of schema public. */
    public static TableSchema schema(TestPostgres postgres, String table) {
        try (Source source = Source.of(postgres)) {
            return new TableSchema(source.describe(table).columns());
        }
    }
}
