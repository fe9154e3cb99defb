package io.dromedary.dialect.postgresql;

import static io.dromedary.dialect.postgresql.Source.assertLocked;
import static io.dromedary.dialect.postgresql.Source.blocks;
import static io.dromedary.dialect.postgresql.Source.query;
import static io.dromedary.dialect.postgresql.Source.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.dialect.RowCursor;
import io.dromedary.dialect.Snapshot;
import io.dromedary.dialect.TableDescription;
import io.dromedary.dialect.TableDescription.Heap;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.table.ChunkBounds;
import io.dromedary.testing.TestPostgres;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SnapshotTest {
    private static final TestPostgres POSTGRES = TestPostgres.createDatabase();
    private static Source source;

    @BeforeAll
    static void connect() {
        source = Source.of(POSTGRES);
    }

    @AfterAll
    static void disconnect() {
        source.close();
    }

    @Test
    void doesNotSeeWhatIsCommittedLater() {
        POSTGRES.execute(
                "CREATE TABLE moving (id int, x int)",
                "INSERT INTO moving SELECT i, 0 FROM generate_series(1, 1000) AS i");
        TableDescription moving = source.describe("moving");
        List<List<String>> before = source.readWith(moving);
        try (Snapshot snapshot = source.snapshot(moving)) {
            POSTGRES.execute(
                    "DELETE FROM moving WHERE id <= 100",
                    "UPDATE moving SET x = 1 WHERE id > 900",
                    "INSERT INTO moving SELECT i, 2 FROM generate_series(1, 50) AS i");
            assertThat(read(snapshot, query(moving))).isEqualTo(before);
            POSTGRES.execute("DELETE FROM moving");
            assertThat(read(snapshot, query(moving))).isEqualTo(before);
        }
        assertThat(source.readWith(moving)).isEmpty();
    }

    @Test
    void showsEveryReaderTheSame() {
        POSTGRES.execute("CREATE TABLE one (id int)", "CREATE TABLE two (id int)", "INSERT INTO one VALUES (1)");
        TableDescription one = source.describe("one");
        TableDescription two = source.describe("two");
        try (Snapshot snapshot = source.snapshot(one, two);
                RowCursor first = snapshot.open(query(one))) {
            POSTGRES.execute("INSERT INTO two SELECT id FROM one", "DELETE FROM one");
            try (RowCursor second = snapshot.open(query(one))) {
                assertThat(RowTexts.readAll(second, query(one).schema())).containsExactly(List.of("1"));
            }
            assertThat(RowTexts.readAll(first, query(one).schema())).containsExactly(List.of("1"));
            assertThat(read(snapshot, query(two))).isEmpty();
        }
    }

    @Test
    void coversEveryRowOnceByBlocks() {
        POSTGRES.execute(
                "CREATE TABLE blocks (id int, filler text)",
                "INSERT INTO blocks SELECT i, repeat('x', 500) FROM generate_series(1, 2000) AS i",
                "DELETE FROM blocks WHERE id % 3 = 0");
        TableDescription table = source.describe("blocks");
        Heap heap = table.heaps().get(0);
        assertThat(heap.blocks()).isGreaterThan(100);
        try (Snapshot snapshot = source.snapshot(table)) {
            var rows = new ArrayList<List<String>>();
            for (long first = 0; first < 98; first += 7) {
                rows.addAll(blocks(snapshot, table, heap, first, OptionalLong.of(first + 7)));
            }
            rows.addAll(blocks(snapshot, table, heap, 98, OptionalLong.empty()));
            assertThat(rows).isEqualTo(read(snapshot, query(table))).hasSize(2000 - 666);
            // The highest block there can be, and one beyond what exists.
            assertThat(blocks(snapshot, table, heap, 4_294_967_294L, OptionalLong.of(4_294_967_295L)))
                    .isEmpty();
        }
    }

    private static List<List<String>> blocks(
            Snapshot snapshot, TableDescription table, Heap heap, long first, OptionalLong end) {
        return read(snapshot, query(table, "", new ChunkBounds.Blocks(heap.table(), first, end)));
    }

    @Test
    void keepsTheAuthorsConditionInsideTheBounds() {
        POSTGRES.execute(
                "CREATE TABLE conditional (id int, filler text)",
                "INSERT INTO conditional SELECT i, repeat('x', 500) FROM generate_series(1, 100) AS i");
        TableDescription table = source.describe("conditional");
        var bounds = new ChunkBounds.Blocks(table.id(), 0, OptionalLong.of(1));
        try (Snapshot snapshot = source.snapshot(table)) {
            assertThat(read(snapshot, query(table, "id < 3 or id > 50 -- both ends", bounds)))
                    .extracting(row -> row.get(0))
                    .containsExactly("1", "2");
            assertThatThrownBy(() -> snapshot.open(query(table, "true) or (true", bounds)))
                    .hasMessage(
                            "public.conditional: where_clause, at character 5: it closes a parenthesis that it has not opened");
            assertThatThrownBy(() -> snapshot.open(query(table, "missing = 1", bounds)))
                    .isInstanceOfSatisfying(DromedaryException.class, failure -> assertThat(failure.category())
                            .isEqualTo(FailureCategory.CONFIGURATION))
                    .hasMessage(
                            POSTGRES.settings().address()
                                    + ": public.conditional: column \"missing\" does not exist. Check its where_clause or query");
            assertThatThrownBy(() -> read(snapshot, query(table, "1 / (id - 3) = 0", bounds)))
                    .isInstanceOfSatisfying(DromedaryException.class, failure -> assertThat(failure.category())
                            .isEqualTo(FailureCategory.DATA))
                    .hasMessage(POSTGRES.settings().address()
                            + ": public.conditional: division by zero. Check its where_clause or query");
        }
    }

    @Test
    void readsPartitionsAloneAndTogether() {
        POSTGRES.execute(
                "CREATE TABLE parted (id int, name text) PARTITION BY RANGE (id)",
                "CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM (0) TO (100)",
                // Another order of the columns.
                "CREATE TABLE parted_2 (name text, dropped int, id int)",
                "ALTER TABLE parted_2 DROP COLUMN dropped",
                "ALTER TABLE parted ATTACH PARTITION parted_2 FOR VALUES FROM (100) TO (200)",
                "INSERT INTO parted SELECT i, 'n' || i FROM generate_series(0, 199) AS i");
        TableDescription parted = source.describe("parted");
        try (Snapshot snapshot = source.snapshot(parted)) {
            var byPartition = new ArrayList<List<String>>();
            parted.partitions()
                    .forEach(leaf ->
                            byPartition.addAll(read(snapshot, query(parted, "", new ChunkBounds.Partition(leaf)))));
            var byBlocks = new ArrayList<List<String>>();
            parted.heaps().forEach(heap -> byBlocks.addAll(blocks(snapshot, parted, heap, 0, OptionalLong.empty())));
            assertThat(byPartition)
                    .containsExactlyInAnyOrderElementsOf(read(snapshot, query(parted)))
                    .isEqualTo(byBlocks)
                    .hasSize(200)
                    .contains(List.of("199", "n199"));
        }
    }

    @Test
    void readsTheChildrenOfATableWithIt() {
        POSTGRES.execute(
                "CREATE TABLE ancestor (id int)",
                "CREATE TABLE descendant (extra int) INHERITS (ancestor)",
                "INSERT INTO ancestor VALUES (1)",
                "INSERT INTO descendant VALUES (2, 3)");
        assertThat(source.read("ancestor")).containsExactlyInAnyOrder(List.of("1"), List.of("2"));
    }

    @Test
    void readsViewsAndMaterializedViews() {
        POSTGRES.execute(
                "CREATE TABLE base AS SELECT i AS id FROM generate_series(1, 3) AS i",
                "CREATE VIEW seen AS SELECT id * 10 AS ten FROM base",
                "CREATE MATERIALIZED VIEW stored AS SELECT id * 10 AS ten FROM base");
        List<List<String>> tens = List.of(List.of("10"), List.of("20"), List.of("30"));
        assertThat(source.read("seen")).isEqualTo(tens);
        TableDescription stored = source.describe("stored");
        try (Snapshot snapshot = source.snapshot(stored)) {
            assertLocked(POSTGRES, "REFRESH MATERIALIZED VIEW stored");
            assertThat(blocks(snapshot, stored, stored.heaps().get(0), 0, OptionalLong.empty()))
                    .isEqualTo(tens);
        }
    }

    @Test
    void opensNoCursorOnceItsKeeperIsGone() {
        POSTGRES.execute("CREATE TABLE kept (id int)", "INSERT INTO kept VALUES (1)");
        TableDescription kept = source.describe("kept");
        try (Snapshot snapshot = source.snapshot(kept)) {
            assertThat(read(snapshot, query(kept))).hasSize(1);
            POSTGRES.execute("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
                    + " WHERE state = 'idle in transaction' AND datname = current_database()");
            assertThatThrownBy(() -> snapshot.open(query(kept)))
                    .isInstanceOfSatisfying(DromedaryException.class, failure -> {
                        assertThat(failure.category()).isEqualTo(FailureCategory.SOURCE);
                        assertThat(failure.isRetryable()).isFalse();
                    })
                    .hasMessage(POSTGRES.settings().address() + ": public.kept: the snapshot " + snapshot.id()
                            + " is gone, because the connection that kept it was lost. Run the export again");
        }
    }

    @Test
    void letsOpenCursorsReadOnAfterItIsClosed() {
        POSTGRES.execute("CREATE TABLE held AS SELECT i AS id FROM generate_series(1, 100000) AS i");
        TableDescription held = source.describe("held");
        Snapshot snapshot = source.snapshot(held);
        try (RowCursor cursor = snapshot.open(query(held))) {
            snapshot.close();
            assertThat(RowTexts.readAll(cursor, query(held).schema())).hasSize(100_000);
        }
        assertThatThrownBy(() -> snapshot.open(query(held)))
                .hasMessage("public.held: the snapshot " + snapshot.id() + " is closed already");
    }

    @Test
    void readsEachChunkAtItsOwnTimeOnlyWhenAsked() {
        POSTGRES.execute("CREATE TABLE loose (id int)", "INSERT INTO loose VALUES (1)");
        TableDescription loose = source.describe("loose");
        try (Snapshot snapshot = source.database().openPerChunk(List.of(loose))) {
            assertThat(snapshot.id()).isEqualTo("none");
            assertThat(read(snapshot, query(loose))).hasSize(1);
            POSTGRES.execute("INSERT INTO loose VALUES (2)");
            assertThat(read(snapshot, query(loose))).hasSize(2);
        }
    }

    @Test
    void leavesNoTransactionBehind() throws SQLException {
        POSTGRES.execute("CREATE TABLE tidy (id int)");
        try (Source own = Source.of(POSTGRES)) {
            own.read("tidy");
            assertThatThrownBy(() -> own.readQuery("SELECT 1 / (SELECT count(*) FROM tidy)::int AS x"));
            POSTGRES.execute("DROP TABLE tidy");
        }
    }

    @Test
    void usesAConnectionAgainUnlessItFailed() {
        try (Source own = Source.of(POSTGRES)) {
            String first =
                    own.readQuery("SELECT pg_backend_pid() AS pid").get(0).get(0);
            assertThat(own.readQuery("SELECT pg_backend_pid() AS pid")).containsExactly(List.of(first));
            assertThatThrownBy(() -> own.readQuery("SELECT 1 / (pg_backend_pid() - pg_backend_pid()) AS x"));
            assertThat(own.readQuery("SELECT pg_backend_pid() AS pid"))
                    .isNotEqualTo(List.of(List.of(first)))
                    .hasSize(1);
        }
    }
}
