package io.dromedary.dialect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.dialect.Snapshot;
import io.dromedary.dialect.TableDescription;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.table.Column;
import io.dromedary.table.ColumnType;
import io.dromedary.table.TableId;
import io.dromedary.testing.TestPostgres;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ColumnMeasurementTest {
    private static final TestPostgres POSTGRES = TestPostgres.createDatabase();
    private static final Source SOURCE = Source.of(POSTGRES);

    @AfterAll
    static void disconnect() {
        SOURCE.close();
    }

    @Test
    void seesTheSnapshotAndNothingLater() {
        POSTGRES.execute("CREATE TABLE early (x numeric)", "INSERT INTO early VALUES (1.25)");
        TableDescription table = SOURCE.describe("early");
        try (Snapshot snapshot = SOURCE.snapshot(table)) {
            POSTGRES.execute("INSERT INTO early VALUES (12345.6789)");

            assertThat(types(snapshot.settle(Source.query(table)).columns()))
                    .containsExactly(new ColumnType.Decimal(3, 2));
        }
    }

    @Test
    void measuresAsManyColumnsAsATableHas() {
        String columns = IntStream.range(0, 1590)
                .mapToObj(i -> "c%d numeric".formatted(i))
                .collect(Collectors.joining(", "));
        POSTGRES.execute("CREATE TABLE wide (%s)".formatted(columns), "INSERT INTO wide (c0, c1589) VALUES (10, 0.5)");
        TableDescription table = SOURCE.describe("wide");
        try (Snapshot snapshot = SOURCE.snapshot(table)) {
            List<ColumnType> types = types(snapshot.settle(Source.query(table)).columns());

            assertThat(types)
                    .hasSize(1590)
                    .startsWith(new ColumnType.Decimal(2, 0), new ColumnType.Decimal(1, 0))
                    .endsWith(new ColumnType.Decimal(1, 1));
        }
    }

    @Test
    void leavesOtherColumnsAlone() {
        POSTGRES.execute("CREATE TABLE settled (a int, b numeric(5,2), c interval)");
        TableDescription table = SOURCE.describe("settled");
        try (Snapshot snapshot = SOURCE.snapshot(table)) {
            assertThat(snapshot.settle(Source.query(table)).columns()).isEqualTo(table.columns());
        }
    }

    @Test
    void canBeCancelled() throws InterruptedException {
        TableDescription slow =
                SOURCE.database().describeQuery(new TableId("query", "slow"), "SELECT 1.5 AS x FROM pg_sleep(60)");
        try (Snapshot snapshot = SOURCE.snapshot(slow)) {
            var measuring = CompletableFuture.runAsync(() -> snapshot.settle(Source.query(slow)));
            POSTGRES.execute("DO $$ BEGIN WHILE NOT EXISTS (SELECT FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
                    + " AND query LIKE '%min_scale%') LOOP PERFORM pg_stat_clear_snapshot(); END LOOP; END $$");

            snapshot.cancel();

            assertThatThrownBy(measuring::get)
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOfSatisfying(DromedaryException.class, failure -> assertThat(failure.category())
                            .isEqualTo(FailureCategory.CANCELLED))
                    .hasMessage("query.slow: reading was cancelled");
            assertThatThrownBy(() -> snapshot.settle(Source.query(slow)))
                    .hasMessage("query.slow: reading was cancelled");
        }
    }

    private static List<ColumnType> types(List<Column> columns) {
        return columns.stream().map(Column::type).toList();
    }
}
