package io.dromedary.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.table.TableId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TablePathsTest {
    @ParameterizedTest
    @CsvSource({
        "CLEAN_WITH_ARCHIVE, NONE, true, public_orders, ''",
        "DIRECT, NONE, true, public_orders, ''",
        "SCHEMA_FIRST, NONE, true, public/orders, ''",
        "CLEAN_WITH_ARCHIVE, DATE, true, system=shop/table=public_orders/dt=2026-11-21, 'system,table,dt'",
        "DIRECT, HOURLY, true, system=shop/table=public_orders/dt=2026-11-21/hour=07, 'system,table,dt,hour'",
        "CLEAN_WITH_ARCHIVE, TIMESTAMP, true,"
                + "system=shop/table=public_orders/dt=2026-11-21/batch=20261121_0746, 'system,table,dt,batch'",
        "CLEAN_WITH_ARCHIVE, BATCH_ID, true,"
                + "system=shop/table=public_orders/dt=2026-11-21/batch_id=r7, 'system,table,dt,batch_id'",
        "SCHEMA_FIRST, DATE, true, system=shop/schema=public/table=orders/dt=2026-11-21, 'system,schema,table,dt'",
        "CLEAN_WITH_ARCHIVE, DATE, false, system=shop/table=public_orders, 'system,table'",
        "CLEAN_WITH_ARCHIVE, TIMESTAMP, false,"
                + "system=shop/table=public_orders/batch=20261121_0746, 'system,table,batch'",
        "CLEAN_WITH_ARCHIVE, BATCH_ID, false, system=shop/table=public_orders/batch_id=r7, 'system,table,batch_id'"
    })
    void everyLayoutHasItsPath(
            PublishStrategy strategy, PartitionStrategy partition, boolean useDate, String path, String columns) {
        PublishLayout layout = layout(strategy, partition, useDate, "shop");

        assertThat(paths(layout, new TableId("public", "orders"))).containsExactly(path);
        assertThat(layout.partitionColumns())
                .isEqualTo(Arrays.stream(columns.split(",", -1))
                        .filter(column -> !column.isEmpty())
                        .toList());
    }

    @Test
    void namesAreSafeForFileSystemsAndReaders() {
        PublishLayout layout = layout(PublishStrategy.SCHEMA_FIRST, PartitionStrategy.DATE, true, "../a=b/ü %");

        assertThat(paths(layout, new TableId("..", "x/y=z")))
                .containsExactly("system=%2E.%2Fa%3Db%2Fü%20%25/schema=%2E%2E/table=x%2Fy%3Dz/dt=2026-11-21");
    }

    @Test
    void tablesOfOneSchemaThatDifferInCaseOnlyGetADigest() {
        PublishLayout layout = layout(PublishStrategy.SCHEMA_FIRST, PartitionStrategy.NONE, true, "shop");

        assertThat(paths(
                        layout,
                        new TableId("a", "Orders"),
                        new TableId("a", "orders"),
                        new TableId("A", "orders"),
                        new TableId("b", "orders")))
                .satisfiesExactly(
                        path -> assertThat(path).matches("a/Orders~[0-9a-f]{8}"),
                        path -> assertThat(path).matches("a/orders~[0-9a-f]{8}"),
                        path -> assertThat(path).matches("A/orders~[0-9a-f]{8}"),
                        path -> assertThat(path).isEqualTo("b/orders"))
                .doesNotHaveDuplicates();
    }

    private static PublishLayout layout(
            PublishStrategy strategy, PartitionStrategy partition, boolean useDate, String system) {
        return new PublishLayout(strategy, partition, useDate, system, ZoneOffset.UTC, null, "r7");
    }

    private static List<String> paths(PublishLayout layout, TableId... tables) {
        ExportRun run = ExportRun.begin(layout, Instant.parse("2026-11-21T07:46:36Z"), "c0ffee00");
        return new TablePaths(layout, run).of(List.of(tables));
    }
}
