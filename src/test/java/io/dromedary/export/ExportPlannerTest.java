package io.dromedary.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.dialect.ConnectionSettings;
import io.dromedary.dialect.RowSource;
import io.dromedary.dialect.TableDescription;
import io.dromedary.dialect.TableDescription.RefusedColumn;
import io.dromedary.dialect.TypePolicies;
import io.dromedary.export.TableSelection.ChunkOverride;
import io.dromedary.failure.DromedaryException;
import io.dromedary.files.TableLayout;
import io.dromedary.parquet.Codec;
import io.dromedary.settings.Secret;
import io.dromedary.staging.ConflictResolution;
import io.dromedary.staging.Location;
import io.dromedary.table.Column;
import io.dromedary.table.ColumnType;
import io.dromedary.table.TableId;
import io.dromedary.testing.CatalogOnly;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ExportPlannerTest {
    private final CatalogOnly catalog = new CatalogOnly()
            .with("public", "orders", 5_000_000, 500_000_000)
            .with("public", "customers", 1000, 100_000)
            .with("sales", "targets", 10, 8192);

    @Test
    void aNamedTableWinsOverThePatternThatMatchesItToo() {
        ExportPlan plan = plan(
                tables("public", "*"),
                new TableSelection.Tables(
                        "public",
                        "orders",
                        List.of(),
                        List.of(),
                        List.of(),
                        "id > 7",
                        new ChunkOverride(OptionalLong.of(1_000_000), OptionalInt.of(3))));

        assertThat(plan.tables())
                .extracting(table -> table.id().toString())
                .containsExactly("public.customers", "public.orders");
        TablePlan orders = plan.tables().get(1);
        assertThat(orders.where()).isEqualTo("id > 7");
        assertThat(orders.workers()).isEqualTo(3);
        assertThat(orders.chunks()).hasSize(5);
    }

    @Test
    void excludedTablesAreLeftOut() {
        ExportPlan plan = plan(new TableSelection.Tables(
                "*", "*", List.of("cust*", "sales.targets"), List.of(), List.of(), "", ChunkOverride.NONE));

        assertThat(plan.tables()).extracting(table -> table.id().toString()).containsExactly("public.orders");
    }

    @Test
    void columnsComeInTheOrderAskedFor() {
        ExportPlan plan = plan(new TableSelection.Tables(
                "public", "orders", List.of(), List.of("name", "id"), List.of(), "", ChunkOverride.NONE));

        assertThat(plan.tables().get(0).schema().columns())
                .extracting(Column::name)
                .containsExactly("name", "id");
    }

    @Test
    void aColumnIsWrittenOnce() {
        assertThatThrownBy(() -> plan(new TableSelection.Tables(
                        "public", "orders", List.of(), List.of("id", "name", "id"), List.of(), "", ChunkOverride.NONE)))
                .hasMessageContaining("public.orders: columns lists \"id\" more than once; keep one.")
                .hasMessageNotContaining("lists \"name\"");
    }

    @Test
    void systemColumnsComeLast() {
        ExportPlan plan = plan(ofSystem("orders", "xmin", "tableoid"));

        assertThat(plan.tables().get(0).schema().columns())
                .extracting(Column::name)
                .containsExactly("id", "name", "xmin", "tableoid");
    }

    @Test
    void systemColumnsThatAreNotThereAreProblems() {
        catalog.with(new TableDescription(
                new RowSource.Relation(new TableId("public", "seen")),
                "view",
                List.of(new Column("id", new ColumnType.Int64(), true, "bigint")),
                List.of(),
                OptionalLong.empty(),
                0,
                List.of(),
                List.of(),
                "as planned"));

        assertThatThrownBy(() -> plan(ofSystem("seen", "xmin", "ctid"), ofSystem("orders", "oid", "xmin", "xmin")))
                .hasMessageContaining(
                        "public.seen: system_columns lists xmin, ctid, but a view has none: only tables and"
                                + " materialized views of PostgreSQL have. Leave system_columns out.")
                .hasMessageContaining("public.orders: system_columns lists \"oid\", which is none of tableoid, xmin.")
                .hasMessageContaining("public.orders: system_columns lists \"xmin\" more than once; keep one.");
    }

    private static TableSelection ofSystem(String table, String... columns) {
        return new TableSelection.Tables(
                "public",
                table,
                List.of(),
                List.of(),
                List.of(),
                List.of(columns),
                "",
                ChunkOverride.NONE,
                TableLayout.NONE);
    }

    @Test
    void aRefusedColumnMayBeExcluded() {
        catalog.with(CatalogOnly.refusing(
                CatalogOnly.table("public", "shapes", 1, 8192), new RefusedColumn("p", "point", "no exact type.")));

        ExportPlan plan = plan(new TableSelection.Tables(
                "public", "shapes", List.of(), List.of(), List.of("p"), "", ChunkOverride.NONE));

        assertThat(plan.tables().get(0).schema().columns())
                .extracting(Column::name)
                .containsExactly("id", "name");
    }

    @Test
    void allProblemsAreToldAtOnce() {
        catalog.with(CatalogOnly.refusing(
                CatalogOnly.table("public", "shapes", 1, 8192),
                new RefusedColumn("p", "point", "it has no exact Parquet type yet; exclude it.")));

        assertThatThrownBy(() -> plan(
                        tables("public", "shapes"),
                        tables("nowhere", "*"),
                        tables("public", "orders"),
                        tables("public", "orders"),
                        new TableSelection.Tables(
                                "public",
                                "customers",
                                List.of(),
                                List.of("nam"),
                                List.of("Id"),
                                "",
                                ChunkOverride.NONE)))
                .isInstanceOf(DromedaryException.class)
                .hasMessageContaining("test cannot be exported as it is:")
                .hasMessageContaining(
                        "public.shapes: column \"p\" (point): it has no exact Parquet type yet; exclude it.")
                .hasMessageContaining("nowhere.*: no table matches this pattern.")
                .hasMessageContaining("public.orders: it is listed twice under tables; keep one.")
                .hasMessageContaining("public.customers: columns names \"nam\", which is no column of it")
                .hasMessageContaining("exclude_columns names \"Id\", which is no column of it; did you mean \"id\"?");
    }

    @Test
    void aQueryIsOneChunk() {
        ExportPlan plan = plan(new TableSelection.Query("open_orders", "select 1", ChunkOverride.NONE));

        assertThat(plan.tables().get(0).strategy()).isEqualTo(SplitStrategy.WHOLE_TABLE);
        assertThat(plan.tables().get(0).reason()).isEqualTo("a query cannot be addressed by blocks");
    }

    @Test
    void aQueryThatIsListedTwiceIsAProblem() {
        assertThatThrownBy(() -> plan(
                        new TableSelection.Query("totals", "select 1", ChunkOverride.NONE),
                        new TableSelection.Query("totals", "select 2", ChunkOverride.NONE)))
                .hasMessageContaining("query.totals: it is listed twice under tables; keep one.");
    }

    @Test
    void aQueryNeverHidesATableOfItsName() {
        catalog.with("query", "totals", 10, 8192);

        assertThatThrownBy(() ->
                        plan(tables("*", "*"), new TableSelection.Query("totals", "select 1", ChunkOverride.NONE)))
                .hasMessageContaining("query.totals: a query and a table have this name; name the query otherwise.");
    }

    @Test
    void tablesThatWouldShareADirectoryGetOneEach() {
        catalog.with("a_b", "c", 10, 8192).with("a", "b_c", 10, 8192).with("a", "B_C", 10, 8192);

        assertThat(plan(tables("a*", "*")).tables().stream()
                        .map(table -> table.directory().toLowerCase(Locale.ROOT)))
                .hasSize(3)
                .doesNotHaveDuplicates()
                .allMatch(directory -> directory.startsWith("a_b_c~"));
    }

    @Test
    void memoryIsRowGroupTimesChunksAtOnce() {
        ExportPlan plan = plan(tables("public", "orders"));

        assertThat(plan.memoryBytesMax()).isEqualTo(plan.rowGroupBytesMax() * plan.chunksAtOnce());
        assertThat(plan.memoryBytesMax())
                .isLessThanOrEqualTo(Runtime.getRuntime().maxMemory() / 2);
    }

    private static TableSelection tables(String schema, String table) {
        return new TableSelection.Tables(schema, table, List.of(), List.of(), List.of(), "", ChunkOverride.NONE);
    }

    private ExportPlan plan(TableSelection... tables) {
        var request = new ExportRequest(
                "test",
                new ConnectionSettings("postgresql", "h", 1, "d", "u", new Secret("p"), Map.of()),
                new ExportSettings(
                        new Location.Directory(Path.of("/exports")),
                        Codec.SNAPPY,
                        OptionalLong.empty(),
                        ConflictResolution.VERSION,
                        Consistency.SNAPSHOT,
                        true,
                        true,
                        true,
                        true,
                        PublishLayout.plain("test"),
                        TypePolicies.DEFAULT),
                new Threading(2, 4, 8),
                List.of(tables),
                null);
        return new ExportPlanner(catalog).plan(request);
    }
}
