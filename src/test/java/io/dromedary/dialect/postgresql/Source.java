package io.dromedary.dialect.postgresql;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.dialect.ConnectionSettings;
import io.dromedary.dialect.RowCursor;
import io.dromedary.dialect.RowQuery;
import io.dromedary.dialect.RowSource;
import io.dromedary.dialect.Snapshot;
import io.dromedary.dialect.SourceDatabase;
import io.dromedary.dialect.TableDescription;
import io.dromedary.dialect.TableDescription.Heap;
import io.dromedary.dialect.TypePolicies;
import io.dromedary.table.ChunkBounds;
import io.dromedary.table.TableId;
import io.dromedary.table.TableSchema;
import io.dromedary.testing.TestPostgres;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** A database as the engine sees it, with shorthands for tests. */
record Source(SourceDatabase database) implements AutoCloseable {
    static final Duration LOCK_TIMEOUT = Duration.ofMillis(300);

    static Source of(TestPostgres postgres) {
        return of(postgres.settings());
    }

    static Source of(ConnectionSettings settings) {
        return of(settings, TypePolicies.DEFAULT);
    }

    static Source of(ConnectionSettings settings, TypePolicies policies) {
        return new Source(new PostgresqlDialect(LOCK_TIMEOUT).connect(settings, policies));
    }

    static TableId table(String name) {
        return new TableId("public", name);
    }

    TableDescription describe(String name) {
        return describe(table(name));
    }

    TableDescription describe(TableId table) {
        return database.describe(List.of(table)).get(0);
    }

    Snapshot snapshot(TableDescription... tables) {
        return database.openSnapshot(List.of(tables));
    }

    static RowQuery query(TableDescription table, String where, ChunkBounds bounds) {
        return new RowQuery(table.source(), new TableSchema(table.columns()), where, bounds);
    }

    static RowQuery query(TableDescription table) {
        return query(table, "", new ChunkBounds.Whole());
    }

    static List<List<String>> read(Snapshot snapshot, RowQuery query) {
        try (RowCursor cursor = snapshot.open(query)) {
            List<List<String>> rows = RowTexts.readAll(cursor, query.schema());
            if (cursor.rowsSentByServer() != rows.size()) {
                throw new AssertionError("%d rows read, %d sent".formatted(rows.size(), cursor.rowsSentByServer()));
            }
            return rows;
        }
    }

    /** The rows in some blocks of a heap. */
    static List<List<String>> blocks(
            Snapshot snapshot, TableDescription table, Heap heap, long first, OptionalLong end) {
        return read(snapshot, query(table, "", new ChunkBounds.Blocks(heap.table(), first, end)));
    }

    /** Asserts that no statement gets the lock that it needs. */
    static void assertLocked(TestPostgres postgres, String... statements) {
        for (String sql : statements) {
            assertThatThrownBy(() -> postgres.execute("SET lock_timeout = 100", sql))
                    .hasMessageContaining("canceling statement due to lock timeout");
        }
    }

    /** Every row of a table. */
    List<List<String>> read(String name) {
        return readWith(describe(name));
    }

    List<List<String>> readWith(TableDescription table) {
        try (Snapshot snapshot = snapshot(table)) {
            return read(snapshot, query(table));
        }
    }

    /** Every row of a query. */
    List<List<String>> readQuery(String sql) {
        return readWith(database.describeQuery(new TableId("query", "q"), sql));
    }

    static RowSource.Relation relation(String name) {
        return new RowSource.Relation(table(name));
    }

    @Override
    public void close() {
        database.close();
    }
}
