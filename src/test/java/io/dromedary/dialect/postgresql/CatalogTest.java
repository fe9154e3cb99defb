package io.dromedary.dialect.postgresql;

import static io.dromedary.dialect.postgresql.Source.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.dromedary.dialect.ConnectionSettings;
import io.dromedary.dialect.TableDescription;
import io.dromedary.dialect.TableDescription.Heap;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.settings.Secret;
import io.dromedary.table.Column;
import io.dromedary.table.TableId;
import io.dromedary.testing.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CatalogTest {
    private static final TestPostgres POSTGRES = TestPostgres.createDatabase();
    private static Source source;

    @BeforeAll
    static void connect() {
        POSTGRES.execute(
                "CREATE ROLE limited LOGIN",
                "CREATE TABLE plain (id int NOT NULL, gone text, name text, twice int GENERATED ALWAYS AS (id * 2) STORED)",
                "ALTER TABLE plain DROP COLUMN gone",
                "INSERT INTO plain SELECT i, repeat('x', 200) FROM generate_series(1, 1000) AS i",
                "ANALYZE plain",
                "GRANT SELECT ON plain TO limited",
                "CREATE VIEW a_view AS SELECT * FROM plain",
                "CREATE MATERIALIZED VIEW a_matview AS SELECT * FROM plain",
                "CREATE TABLE parent (id int NOT NULL)",
                "CREATE TABLE child (extra int) INHERITS (parent)",
                "CREATE TABLE events (id int, day date) PARTITION BY RANGE (day)",
                "CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')",
                "CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')"
                        + " PARTITION BY LIST (id)",
                "CREATE SCHEMA parts",
                "CREATE TABLE parts.events_2025_1 PARTITION OF events_2025 FOR VALUES IN (1)",
                "CREATE TABLE parts.events_2025_x PARTITION OF events_2025 DEFAULT",
                "INSERT INTO events SELECT i % 3, date '2024-06-01' + i FROM generate_series(1, 500) AS i",
                "GRANT SELECT ON events TO limited");
        source = Source.of(POSTGRES);
    }

    @AfterAll
    static void disconnect() {
        source.close();
    }

    @Test
    void tablesHaveSystemColumnsAndViewsHaveNone() {
        for (String table : List.of("plain", "a_matview", "events", "parent")) {
            assertThat(source.describe(table).systemColumns())
                    .as(table)
                    .extracting(Column::name, Column::sourceType, Column::nullable)
                    .containsExactlyInAnyOrder(
                            tuple("ctid", "tid", false),
                            tuple("xmin", "xid", false),
                            tuple("cmin", "cid", false),
                            tuple("xmax", "xid", false),
                            tuple("cmax", "cid", false),
                            tuple("tableoid", "oid", false));
            assertThat(source.describe(table).columns())
                    .extracting(Column::name)
                    .doesNotContain("ctid", "xmin");
        }
        assertThat(source.describe("a_view").systemColumns()).isEmpty();
        assertThat(source.database()
                        .describeQuery(new TableId("query", "q"), "SELECT * FROM plain")
                        .systemColumns())
                .isEmpty();
    }

    @Test
    void listsTablesWithoutPartitionsAndSystemTables() {
        POSTGRES.execute("CREATE TEMP TABLE temporary (id int)");
        assertThat(source.database().listTables())
                .contains(table("a_matview"), table("a_view"), table("child"), table("events"), table("plain"))
                .doesNotContain(table("events_2024"), table("events_2025"), new TableId("parts", "events_2025_1"))
                .noneMatch(table ->
                        table.schema().startsWith("pg_") || table.schema().equals("information_schema"))
                .isSorted();
    }

    @Test
    void describesAPlainTable() {
        TableDescription plain = source.describe("plain");
        assertThat(plain.kind()).isEqualTo("table");
        assertThat(plain.columns())
                .extracting(Column::name, Column::nullable, Column::sourceType)
                .containsExactly(
                        tuple("id", false, "integer"), tuple("name", true, "text"), tuple("twice", true, "integer"));
        assertThat(plain.estimatedRows()).hasValue(1000);
        assertThat(plain.heaps()).singleElement().satisfies(heap -> {
            assertThat(heap.table()).isEqualTo(table("plain"));
            assertThat(heap.blocks()).isBetween(25L, 40L);
            assertThat(heap.estimatedRows()).isEqualTo(1000);
            assertThat(heap.bytes()).isEqualTo(plain.bytes()).isGreaterThanOrEqualTo(heap.blocks() * 8192);
        });
        assertThat(plain.partitions()).isEmpty();
    }

    @Test
    void guessesRowsBySizeWhereNothingWasAnalyzed() {
        POSTGRES.execute(
                "CREATE TABLE unknown (id int, x bigint) WITH (autovacuum_enabled = false)",
                "INSERT INTO unknown SELECT i, i FROM generate_series(1, 10000) AS i");
        TableDescription unknown = source.describe("unknown");
        assertThat(unknown.estimatedRows()).isEmpty();
        assertThat(unknown.heaps().get(0).estimatedRows()).isBetween(8_000L, 15_000L);
    }

    @Test
    void knowsThatAnEmptyTableHasNoRows() {
        POSTGRES.execute("CREATE TABLE empty (id int)");
        assertThat(source.describe("empty").estimatedRows()).hasValue(0);
    }

    @Test
    void describesViews() {
        TableDescription view = source.describe("a_view");
        assertThat(view.kind()).isEqualTo("view");
        assertThat(view.estimatedRows()).isEmpty();
        assertThat(view.heaps()).isEmpty();
        assertThat(view.bytes()).isZero();
        TableDescription stored = source.describe("a_matview");
        assertThat(stored.kind()).isEqualTo("materialized view");
        assertThat(stored.heaps()).extracting(Heap::table).containsExactly(table("a_matview"));
    }

    @Test
    void doesNotSplitATableThatOthersInheritFrom() {
        TableDescription parent = source.describe("parent");
        assertThat(parent.heaps()).isEmpty();
        // A child can lack it.
        assertThat(parent.columns()).extracting(Column::nullable).containsExactly(true);
        assertThat(source.describe("child").heaps()).hasSize(1);
    }

    @Test
    void findsTheLeavesOfAPartitionedTable() {
        TableDescription events = source.describe("events");
        assertThat(events.kind()).isEqualTo("partitioned table");
        assertThat(events.partitions())
                .containsExactly(
                        new TableId("parts", "events_2025_1"),
                        new TableId("parts", "events_2025_x"),
                        table("events_2024"));
        assertThat(events.heaps()).extracting(Heap::table).isEqualTo(events.partitions());
        assertThat(events.bytes())
                .isEqualTo(events.heaps().stream().mapToLong(Heap::bytes).sum())
                .isPositive();
    }

    @Test
    void doesNotOfferLeavesThatMayNotBeReadOnTheirOwn() {
        try (Source limited = Source.of(as("limited"))) {
            TableDescription events = limited.describe("events");
            assertThat(events.partitions()).isEmpty();
            assertThat(events.heaps()).isEmpty();
            assertThat(events.columns()).hasSize(2);
        }
    }

    @Test
    void offersForeignPartitionsWithoutTheirBlocks() {
        POSTGRES.execute(
                "CREATE FOREIGN DATA WRAPPER nothing",
                "CREATE SERVER far FOREIGN DATA WRAPPER nothing",
                "CREATE TABLE mixed (id int NOT NULL) PARTITION BY LIST (id)",
                "CREATE TABLE mixed_near PARTITION OF mixed FOR VALUES IN (1)",
                "CREATE FOREIGN TABLE mixed_far PARTITION OF mixed FOR VALUES IN (2) SERVER far");
        TableDescription mixed = source.describe("mixed");
        assertThat(mixed.partitions()).containsExactly(table("mixed_far"), table("mixed_near"));
        assertThat(mixed.heaps()).isEmpty();
        TableDescription far = source.describe("mixed_far");
        assertThat(far.kind()).isEqualTo("foreign table");
        assertThat(far.columns()).extracting(Column::nullable).containsExactly(true);
    }

    @Test
    void describesATableWithoutColumns() {
        POSTGRES.execute("CREATE TABLE nothing ()");
        assertThat(source.describe("nothing").columns()).isEmpty();
    }

    @Test
    void namesEveryTableThatCannotBeReadAndTheNearestOneThereIs() {
        POSTGRES.execute(
                "CREATE SCHEMA closed",
                "CREATE TABLE closed.hidden (id int)",
                "GRANT SELECT ON closed.hidden TO limited");
        try (Source limited = Source.of(as("limited"))) {
            assertThatThrownBy(() -> limited.database()
                            .describe(List.of(
                                    table("plian"),
                                    table("plain"),
                                    new TableId("sales", "plain"),
                                    table("qwertz"),
                                    table("parent"),
                                    new TableId("closed", "hidden"))))
                    .isInstanceOfSatisfying(DromedaryException.class, failure -> assertThat(failure.category())
                            .isEqualTo(FailureCategory.CONFIGURATION))
                    .hasMessage(POSTGRES.settings().address()
                            + ": public.plian does not exist (did you mean public.plain?). "
                            + "sales.plain does not exist (did you mean public.plain?). "
                            + "public.qwertz does not exist (check its schema and name). "
                            + "public.parent may not be read by this user (GRANT SELECT on it and USAGE on its"
                            + " schema, or leave it out). "
                            + "closed.hidden may not be read by this user (GRANT SELECT on it and USAGE on its"
                            + " schema, or leave it out)");
        }
    }

    @Test
    void answersInTheOrderAsked() {
        assertThat(source.database().describe(List.of(table("plain"), table("child"), table("plain"))))
                .extracting(TableDescription::id)
                .containsExactly(table("plain"), table("child"), table("plain"));
    }

    @Test
    void describesAThousandTablesInASecond() {
        POSTGRES.execute("""
                DO $$
                BEGIN
                  FOR i IN 1 .. 1000 LOOP
                    EXECUTE format('CREATE TABLE many_%s (a int, b text, c numeric(10,2), d timestamptz, e date, f bool)', i);
                  END LOOP;
                END $$
                """);
        List<TableId> tables =
                IntStream.rangeClosed(1, 1000).mapToObj(i -> table("many_" + i)).toList();
        Instant start = Instant.now();
        assertThat(source.database().describe(tables)).hasSize(1000);
        // The goal is a second; the machine that tests may be busy.
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void changesTheFingerprintWithTheShapeOnly() {
        POSTGRES.execute("CREATE TABLE shape (a int, b text)", "INSERT INTO shape VALUES (1, 'x')");
        String before = source.describe("shape").fingerprint();
        POSTGRES.execute("VACUUM FULL shape", "CREATE INDEX ON shape (a)", "INSERT INTO shape VALUES (2, 'y')");
        assertThat(source.describe("shape").fingerprint()).isEqualTo(before);
        POSTGRES.execute("ALTER TABLE shape ALTER b TYPE varchar(10)");
        assertThat(source.describe("shape").fingerprint()).isNotEqualTo(before);
    }

    @Test
    void survivesTheLossOfItsConnection() {
        assertThat(source.describe("plain").estimatedRows()).isEqualTo(OptionalLong.of(1000));
        POSTGRES.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE application_name = 'dromedary' AND datname = current_database()");
        assertThat(source.describe("plain").columns()).hasSize(3);
    }

    private static ConnectionSettings as(String user) {
        return new ConnectionSettings(
                "postgresql", "127.0.0.1", POSTGRES.port(), POSTGRES.database(), user, new Secret(""), Map.of());
    }
}
