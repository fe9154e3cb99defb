package io.dromedary.dialect.postgresql;

import static io.dromedary.dialect.postgresql.Source.assertLocked;
import static io.dromedary.dialect.postgresql.Source.blocks;
import static io.dromedary.dialect.postgresql.Source.query;
import static io.dromedary.dialect.postgresql.Source.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.dialect.ConnectionSettings;
import io.dromedary.dialect.Snapshot;
import io.dromedary.dialect.TableDescription;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.settings.Secret;
import io.dromedary.table.TableId;
import io.dromedary.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What happens when tables are changed, locked or hidden between plan, snapshot and reading. */
class ChangedTableTest {
    private static final TestPostgres POSTGRES = TestPostgres.createDatabase();
    private static Source source;

    @BeforeAll
    static void connect() {
        POSTGRES.execute("CREATE ROLE reader LOGIN");
        source = Source.of(POSTGRES);
    }

    @AfterAll
    static void disconnect() {
        source.close();
    }

    @Test
    void refusesATableThatWasAltered() {
        POSTGRES.execute("CREATE TABLE altered (id int, x int)");
        TableDescription altered = source.describe("altered");
        POSTGRES.execute("ALTER TABLE altered ALTER x TYPE bigint");
        assertThatThrownBy(() -> source.snapshot(altered))
                .isInstanceOfSatisfying(DromedaryException.class, failure -> assertThat(failure.category())
                        .isEqualTo(FailureCategory.DATA))
                .hasMessage("public.altered was altered since it was planned; run the export again");
    }

    @Test
    void refusesATableThatWasReplacedOrDropped() {
        POSTGRES.execute("CREATE TABLE replaced (id int)");
        TableDescription replaced = source.describe("replaced");
        POSTGRES.execute("DROP TABLE replaced", "CREATE TABLE replaced (id int)");
        assertThatThrownBy(() -> source.snapshot(replaced))
                .hasMessage("public.replaced was altered since it was planned; run the export again");
        POSTGRES.execute("DROP TABLE replaced");
        assertThatThrownBy(() -> source.snapshot(replaced))
                .isInstanceOfSatisfying(DromedaryException.class, failure -> assertThat(failure.category())
                        .isEqualTo(FailureCategory.CONFIGURATION))
                .hasMessage(address() + ": a table is gone since it was planned: relation \"public.replaced\" does not"
                        + " exist; run the export again");
    }

    @Test
    void refusesAPartitionedTableThatGotAnotherPartition() {
        POSTGRES.execute(
                "CREATE TABLE growing (id int) PARTITION BY LIST (id)",
                "CREATE TABLE growing_1 PARTITION OF growing FOR VALUES IN (1)");
        TableDescription growing = source.describe("growing");
        POSTGRES.execute("CREATE TABLE growing_2 PARTITION OF growing FOR VALUES IN (2)");
        assertThatThrownBy(() -> source.snapshot(growing))
                .hasMessage("public.growing was altered since it was planned; run the export again");
    }

    @Test
    void refusesATableThatGotAChild() {
        POSTGRES.execute("CREATE TABLE childless (id int)");
        TableDescription childless = source.describe("childless");
        POSTGRES.execute("CREATE TABLE newborn () INHERITS (childless)");
        assertThatThrownBy(() -> source.snapshot(childless))
                .hasMessage("public.childless was altered since it was planned; run the export again");
    }

    @Test
    void namesTheWayOutWhereTheServerExportsNoSnapshot() {
        POSTGRES.execute(
                "CREATE TABLE unshared (id int)",
                "GRANT SELECT ON unshared TO reader",
                "REVOKE EXECUTE ON FUNCTION pg_export_snapshot() FROM public");
        try (Source reader = Source.of(asReader())) {
            TableDescription unshared = reader.describe("unshared");
            assertThatThrownBy(() -> reader.snapshot(unshared))
                    .isInstanceOfSatisfying(DromedaryException.class, failure -> {
                        assertThat(failure.category()).isEqualTo(FailureCategory.SOURCE);
                        assertThat(failure.isRetryable()).isFalse();
                    })
                    .hasMessage(
                            "The server cannot export a snapshot: permission denied for function pg_export_snapshot."
                                    + " To read each chunk at its own point in time, ask for it with `consistency: none`");
        } finally {
            POSTGRES.execute("GRANT EXECUTE ON FUNCTION pg_export_snapshot() TO public");
        }
    }

    @Test
    void readsAPartitionedTableWhoseLeavesMayNotBeReadAlone() {
        POSTGRES.execute(
                "CREATE TABLE closed (id int) PARTITION BY LIST (id)",
                "CREATE TABLE closed_1 PARTITION OF closed FOR VALUES IN (1)",
                "INSERT INTO closed VALUES (1)",
                "GRANT SELECT ON closed TO reader");
        try (Source reader = Source.of(asReader())) {
            assertThat(reader.describe("closed").partitions()).isEmpty();
            assertThat(reader.read("closed")).containsExactly(List.of("1"));
        }
    }

    private static ConnectionSettings asReader() {
        return new ConnectionSettings(
                "postgresql", "127.0.0.1", POSTGRES.port(), POSTGRES.database(), "reader", new Secret(""), Map.of());
    }

    @Test
    void refusesAQueryThatReturnsOtherColumnsNow() {
        POSTGRES.execute("CREATE TABLE below (id int)");
        TableDescription query = source.database().describeQuery(new TableId("query", "q"), "SELECT * FROM below");
        POSTGRES.execute("ALTER TABLE below ADD x int");
        assertThatThrownBy(() -> source.snapshot(query))
                .hasMessage("query.q was altered since it was planned; run the export again");
    }

    @Test
    void readsATableThatWasTruncatedBeforeAsEmpty() {
        POSTGRES.execute("CREATE TABLE truncated AS SELECT i AS id FROM generate_series(1, 10000) AS i");
        TableDescription truncated = source.describe("truncated");
        POSTGRES.execute("TRUNCATE truncated");
        try (Snapshot snapshot = source.snapshot(truncated)) {
            assertThat(blocks(snapshot, truncated, truncated.heaps().get(0), 3, OptionalLong.empty()))
                    .isEmpty();
            assertLocked(POSTGRES, "TRUNCATE truncated", "ALTER TABLE truncated ADD y int", "DROP TABLE truncated");
        }
        POSTGRES.execute("DROP TABLE truncated");
    }

    @Test
    void locksTheTablesOfAQueryToo() {
        POSTGRES.execute("CREATE TABLE underneath (id int)", "INSERT INTO underneath VALUES (1)");
        TableDescription query =
                source.database().describeQuery(new TableId("query", "q"), "SELECT id FROM underneath");
        try (Snapshot snapshot = source.snapshot(query)) {
            assertLocked(POSTGRES, "TRUNCATE underneath");
            assertThat(read(snapshot, query(query))).containsExactly(List.of("1"));
        }
    }

    @Test
    void namesTheTableThatSomebodyHasLocked() throws SQLException {
        POSTGRES.execute("CREATE TABLE free (id int)", "CREATE TABLE busy (id int)");
        TableDescription free = source.describe("free");
        TableDescription busy = source.describe("busy");
        try (Connection other = POSTGRES.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE busy");
            assertThatThrownBy(() -> source.snapshot(free, busy))
                    .isInstanceOfSatisfying(DromedaryException.class, failure -> {
                        assertThat(failure.category()).isEqualTo(FailureCategory.SOURCE);
                        assertThat(failure.isRetryable()).isTrue();
                    })
                    .hasMessageMatching(
                            "\\Q" + address() + "\\E: public.busy is locked by process \\d+ for more than 0 s, so"
                                    + " no snapshot could be taken. Wait for that transaction or end it, then try again");
        }
        source.snapshot(free, busy).close();
    }

    @Test
    void refusesRowsThatAPolicyWouldHide() {
        POSTGRES.execute(
                "CREATE TABLE secured (id int, owner text)",
                "INSERT INTO secured VALUES (1, 'reader'), (2, 'other')",
                "ALTER TABLE secured ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY own ON secured USING (owner = current_user)",
                "GRANT SELECT ON secured TO reader");
        try (Source reader = Source.of(asReader())) {
            assertThatThrownBy(() -> reader.read("secured"))
                    .isInstanceOfSatisfying(DromedaryException.class, failure -> assertThat(failure.category())
                            .isEqualTo(FailureCategory.CONFIGURATION))
                    .hasMessage(address()
                            + ": public.secured: query would be affected by row-level security policy for table"
                            + " \"secured\". Rows would be hidden without notice: export with a user that has BYPASSRLS or"
                            + " owns the table, or leave the table out");
        }
        assertThat(source.read("secured")).hasSize(2);
    }

    private static String address() {
        return POSTGRES.settings().address();
    }
}
