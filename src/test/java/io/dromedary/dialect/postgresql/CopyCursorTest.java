package io.dromedary.dialect.postgresql;

import static io.dromedary.dialect.postgresql.Source.query;
import static io.dromedary.dialect.postgresql.Source.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.dialect.ConnectionSettings;
import io.dromedary.dialect.RowCursor;
import io.dromedary.dialect.Snapshot;
import io.dromedary.dialect.TableDescription;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.table.ChunkBounds;
import io.dromedary.table.ColumnVector;
import io.dromedary.table.RowBatch;
import io.dromedary.table.TableId;
import io.dromedary.testing.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each behaviour in both ways that rows can come: straight from the wire, and through the driver. */
class CopyCursorTest {
    private static final TestPostgres POSTGRES = TestPostgres.createDatabase();

    enum Way {
        WIRE,
        DRIVER
    }

    private static Source wire;
    private static Source driver;

    @BeforeAll
    static void connect() {
        POSTGRES.execute("CREATE TABLE numbers AS SELECT i AS id, repeat('x', i % 50) AS text"
                + " FROM generate_series(1, 300000) AS i");
        wire = Source.of(POSTGRES);
        ConnectionSettings plain = POSTGRES.settings();
        // With a socket factory of the specification's own there is no tap.
        driver = Source.of(new ConnectionSettings(
                plain.type(),
                plain.host(),
                plain.port(),
                plain.database(),
                plain.username(),
                plain.password(),
                Map.of("socketFactory", PlainSocketFactory.class.getName())));
    }

    @AfterAll
    static void disconnect() {
        wire.close();
        driver.close();
    }

    private static Source by(Way way) {
        return way == Way.WIRE ? wire : driver;
    }

    @ParameterizedTest
    @EnumSource
    void readsManyRowsInOrder(Way way) {
        List<List<String>> rows = by(way).read("numbers");
        assertThat(rows).hasSize(300_000);
        assertThat(rows.get(299_999)).containsExactly("300000", "");
        assertThat(IntStream.range(0, rows.size())
                        .allMatch(i -> rows.get(i).equals(List.of(Integer.toString(i + 1), "x".repeat((i + 1) % 50)))))
                .isTrue();
    }

    @Test
    void takesRowsStraightFromTheWire() throws SQLException {
        assertThat(tapOf(POSTGRES.settings())).isNotNull();
    }

    private static @Nullable WireTap tapOf(ConnectionSettings settings) throws SQLException {
        Connector.Tapped tapped = new Connector(settings, new Failures(settings)).connectTapped();
        tapped.connection().close();
        return tapped.tap();
    }

    @ParameterizedTest
    @EnumSource
    void readsTablesWithoutRows(Way way) {
        POSTGRES.execute("DROP TABLE IF EXISTS empty", "CREATE TABLE empty (id int, name text)");
        assertThat(by(way).read("empty")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void readsAThousandColumns(Way way) {
        String columns =
                IntStream.range(0, 1000).mapToObj(i -> "c" + i + " int").collect(Collectors.joining(","));
        String values = IntStream.range(0, 1000)
                .mapToObj(i -> i % 7 == 0 ? "NULL" : "r + " + i)
                .collect(Collectors.joining(","));
        POSTGRES.execute(
                "DROP TABLE IF EXISTS wide",
                "CREATE TABLE wide (" + columns + ")",
                "INSERT INTO wide SELECT " + values + " FROM generate_series(1, 300) AS r");
        List<List<String>> rows = by(way).read("wide");
        assertThat(rows).hasSize(300);
        for (int row = 0; row < 300; row++) {
            int number = row + 1;
            assertThat(rows.get(row))
                    .isEqualTo(IntStream.range(0, 1000)
                            .mapToObj(i -> i % 7 == 0 ? "NULL" : Integer.toString(number + i))
                            .toList());
        }
    }

    @Test
    void boundsItsBatches() {
        TableDescription numbers = wire.describe("numbers");
        try (Snapshot snapshot = wire.snapshot(numbers);
                RowCursor cursor = snapshot.open(query(numbers))) {
            for (@Nullable RowBatch batch = cursor.next(); batch != null; batch = cursor.next()) {
                assertThat(batch.rowCount()).isBetween(1, 4096);
            }
            assertThat(cursor.rowsSentByServer()).isEqualTo(300_000);
            assertThat(cursor.next()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "With \"quotes\"",
                "a.dot",
                "sp ace",
                "sla/sh\\back",
                "🐪 dromedar",
                "select",
                "semi;colon",
                "%s $1 ?",
                "it's",
                "x23456789012345678901234567890123456789012345678901234567890123"
            })
    void readsTablesWithAnyName(String name) {
        String quoted = Quote.name(name);
        POSTGRES.execute(
                "CREATE SCHEMA " + quoted,
                "CREATE TABLE " + quoted + "." + quoted + " (" + quoted + " int NOT NULL)",
                "INSERT INTO " + quoted + "." + quoted + " VALUES (1), (2)");
        TableDescription table = wire.describe(new TableId(name, name));
        assertThat(table.columns()).extracting("name").containsExactly(name);
        assertThat(wire.readWith(table)).containsExactly(List.of("1"), List.of("2"));
    }

    @ParameterizedTest
    @EnumSource
    void readsARowOfAHundredMegabytesBetweenSmallOnes(Way way) {
        int megabytes = 100;
        POSTGRES.execute(
                "DROP TABLE IF EXISTS huge",
                "CREATE TABLE huge (id int, text text)",
                "INSERT INTO huge SELECT i, 'small' FROM generate_series(1, 100) AS i",
                "INSERT INTO huge VALUES (101, repeat('0123456789abcdef', %d * 65536))".formatted(megabytes),
                "INSERT INTO huge SELECT i, 'small' FROM generate_series(102, 200) AS i");
        Source source = by(way);
        TableDescription huge = source.describe("huge");
        try (Snapshot snapshot = source.snapshot(huge);
                RowCursor cursor = snapshot.open(query(huge))) {
            int rows = 0;
            int large = 0;
            for (@Nullable RowBatch batch = cursor.next(); batch != null; batch = cursor.next()) {
                ColumnVector.Bytes text = (ColumnVector.Bytes) batch.columns().get(1);
                for (int i = 0; i < batch.rowCount(); i++) {
                    large += isLarge(text, i, megabytes << 20) ? 1 : 0;
                }
                rows += batch.rowCount();
            }
            assertThat(rows).isEqualTo(200);
            assertThat(large).isEqualTo(1);
        }
    }

    private static boolean isLarge(ColumnVector.Bytes text, int i, int length) {
        if (text.lengths[i] == 5) {
            return false;
        }
        assertThat(text.lengths[i]).isEqualTo(length);
        // The row and little else: id, lengths, the header of its message.
        assertThat(text.data.length).isBetween(length, length + 64);
        int last = text.starts[i] + length - 1;
        return text.data[text.starts[i]] == '0' && text.data[last] == 'f';
    }

    @ParameterizedTest
    @EnumSource
    void survivesNoticesBetweenRows(Way way) {
        POSTGRES.execute("""
                CREATE OR REPLACE FUNCTION noisy(i int) RETURNS int LANGUAGE plpgsql AS $$
                BEGIN
                  IF i % 100 = 0 THEN RAISE WARNING 'row %', repeat('w', i); END IF;
                  RETURN i;
                END $$
                """);
        List<List<String>> rows = by(way).readQuery("SELECT noisy(i) AS n FROM generate_series(1, 5000) AS i");
        assertThat(rows).hasSize(5000).startsWith(List.of("1")).endsWith(List.of("5000"));
    }

    @ParameterizedTest
    @EnumSource
    void tellsAFailureInTheMiddleOfTheRows(Way way) {
        assertThatThrownBy(() -> by(way).readQuery("SELECT 10 / (20000 - i) AS n FROM generate_series(1, 30000) AS i"))
                .isInstanceOfSatisfying(DromedaryException.class, failure -> {
                    assertThat(failure.category()).isEqualTo(FailureCategory.DATA);
                    assertThat(failure.isRetryable()).isFalse();
                })
                .hasMessage(address() + ": query.q: division by zero. Check its where_clause or query");
        assertThat(by(way).read("numbers")).hasSize(300_000);
    }

    @ParameterizedTest
    @EnumSource
    void isRetryableWhenTheServerEndsTheConnection(Way way) {
        Source source = by(way);
        try (Snapshot snapshot = source.snapshot(slow(source));
                RowCursor cursor = snapshot.open(query(slow(source)))) {
            assertThat(cursor.next()).isNotNull();
            POSTGRES.execute("SELECT pg_terminate_backend(" + copyingProcess() + ")");
            assertThatThrownBy(() -> drain(cursor)).isInstanceOfSatisfying(DromedaryException.class, failure -> {
                assertThat(failure.category()).isEqualTo(FailureCategory.SOURCE);
                assertThat(failure.isRetryable()).isTrue();
                assertThat(failure).hasMessageStartingWith(address() + ": query.q: ");
                assertThat(failure).hasMessageEndingWith(". Try again");
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void isCancelledFromAnotherThread(Way way) throws Exception {
        Source source = by(way);
        TableDescription slow = slow(source);
        try (Snapshot snapshot = source.snapshot(slow);
                RowCursor cursor = snapshot.open(query(slow))) {
            assertThat(cursor.next()).isNotNull();
            CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> drain(cursor));
            snapshot.cancel();
            assertThatThrownBy(reading::get)
                    .cause()
                    .isInstanceOfSatisfying(DromedaryException.class, failure -> assertThat(failure.category())
                            .isEqualTo(FailureCategory.CANCELLED))
                    .hasMessage("query.q: reading was cancelled");
            assertThatThrownBy(() -> snapshot.open(query(slow))).hasMessage("query.q: reading was cancelled");
        }
        awaitNoCopy();
    }

    @ParameterizedTest
    @EnumSource
    void stopsTheQueryWhenItIsClosedEarly(Way way) throws Exception {
        Source source = by(way);
        TableDescription slow = slow(source);
        try (Snapshot snapshot = source.snapshot(slow)) {
            try (RowCursor cursor = snapshot.open(query(slow))) {
                assertThat(cursor.next()).isNotNull();
            }
            awaitNoCopy();
            assertThat(read(snapshot, query(slow, "n = 2000", new ChunkBounds.Whole())))
                    .hasSize(1);
        }
    }

    /** Sends rows at once and then for minutes. */
    private static TableDescription slow(Source source) {
        return source.database()
                .describeQuery(
                        new TableId("query", "q"),
                        "SELECT i AS n, repeat('x', 1000) AS text FROM generate_series(1, 2000) AS i"
                                + " UNION ALL SELECT i, pg_sleep(0.01)::text FROM generate_series(-5000, -1) AS i");
    }

    private static void drain(RowCursor cursor) {
        while (cursor.next() != null) {}
    }

    private static String copyingProcess() {
        return ask("SELECT min(pid) FROM pg_stat_activity WHERE query LIKE 'COPY%' AND state = 'active'"
                + " AND datname = current_database()");
    }

    private static void awaitNoCopy() throws InterruptedException {
        for (int i = 0; i < 100 && copyingProcess() != null; i++) {
            Thread.sleep(20);
        }
        assertThat(copyingProcess()).isNull();
    }

    private static String ask(String sql) {
        try (Connection connection = POSTGRES.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static String address() {
        return POSTGRES.settings().address();
    }
}
