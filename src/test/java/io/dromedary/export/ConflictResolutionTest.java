package io.dromedary.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.dialect.ConnectionSettings;
import io.dromedary.dialect.TypePolicies;
import io.dromedary.export.TableSelection.ChunkOverride;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.parquet.Codec;
import io.dromedary.settings.Secret;
import io.dromedary.staging.ConflictResolution;
import io.dromedary.staging.Location;
import io.dromedary.testing.CatalogOnly;
import io.dromedary.testing.ExportRequests;
import io.dromedary.testing.FakeDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Names that are taken are refused at planning, before a row is read. */
class ConflictResolutionTest {
    private final CatalogOnly catalog =
            new CatalogOnly().with("public", "orders", 10, 8192).with("public", "customers", 10, 8192);

    @TempDir
    private Path location;

    @ParameterizedTest
    @EnumSource
    void whereNothingIsEveryTableIsPlanned(ConflictResolution conflict) {
        assertThat(plan(conflict, "*").tables()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"VERSION", "TIMESTAMP", "OVERWRITE"})
    void anOlderExportIsNoObstacle(ConflictResolution conflict) throws IOException {
        export("public_orders", "public.orders");

        assertThat(plan(conflict, "orders").tables()).hasSize(1);
    }

    @Test
    void withFailEveryNameThatIsTakenIsToldAtOnce() throws IOException {
        export("public_orders", "public.orders");
        Files.createDirectory(location.resolve("public_customers"));

        assertFailure(ConflictResolution.FAIL, "*", FailureCategory.DESTINATION, """
                test cannot be exported as it is:
                  %1$s/public_customers is already there and conflict_resolution is fail; \
                remove it or choose version, timestamp or overwrite.
                  %1$s/public_orders is already there and conflict_resolution is fail; \
                remove it or choose version, timestamp or overwrite.""");
    }

    @Test
    void aNameThatIsTakenIsToldBesideMistakes() throws IOException {
        export("public_orders", "public.orders");

        assertThatThrownBy(() -> plan(ConflictResolution.FAIL, "orders", "nothing*"))
                .isInstanceOfSatisfying(DromedaryException.class, e -> assertThat(e.category())
                        .isEqualTo(FailureCategory.CONFIGURATION))
                .hasMessageContaining("public.nothing*: no table matches this pattern.")
                .hasMessageContaining("public_orders is already there");
    }

    @Test
    void whatIsNoExportIsNotOverwritten() throws IOException {
        Files.createDirectory(location.resolve("public_orders"));

        assertFailure(ConflictResolution.OVERWRITE, "orders", FailureCategory.DESTINATION, """
                test cannot be exported as it is:
                  %s/public_orders is no export of ours (it has no _export_metadata.json), so it is not \
                overwritten; move it away or choose another location.""");
    }

    @Test
    void anExportOfAnotherTableIsNotOverwritten() throws IOException {
        export("public_orders", "public_orders.x");

        assertFailure(ConflictResolution.OVERWRITE, "orders", FailureCategory.DESTINATION, """
                test cannot be exported as it is:
                  %s/public_orders holds an export of public_orders.x, so it is not \
                overwritten with public.orders; choose another location.""");
    }

    @Test
    void aRunRefusesBeforeItOpensASnapshot() throws IOException {
        FakeDatabase database = new FakeDatabase().with("t", 1).reading((table, chunk) -> {
            throw new AssertionError("Something was read");
        });
        Files.createDirectory(location.resolve("public_t"));
        var exporter = new Exporter(ExportListener.SILENT);
        ExportRequest request =
                ExportRequests.failingOnConflict(ExportRequests.of(database, location, new Threading(1, 1, 1)));

        assertThatThrownBy(() -> exporter.plan(request)).hasMessageContaining("public_t is already there");
        assertThatThrownBy(() -> exporter.open(request)).hasMessageContaining("public_t is already there");
        assertThat(database.open()).isZero();
        assertThat(location.resolve(".temp")).doesNotExist();
    }

    private Path export(String directory, String table) throws IOException {
        Path path = Files.createDirectory(location.resolve(directory));
        Files.writeString(path.resolve(Manifest.FILE_NAME), "{\"table_name\": \"%s\", \"later\": 1}".formatted(table));
        return path;
    }

    private void assertFailure(ConflictResolution conflict, String table, FailureCategory category, String message) {
        assertThatThrownBy(() -> plan(conflict, table))
                .isInstanceOfSatisfying(
                        DromedaryException.class, e -> assertThat(e.category()).isEqualTo(category))
                .hasMessage(message.formatted(location));
    }

    private ExportPlan plan(ConflictResolution conflict, String... tables) {
        var settings = new ExportSettings(
                new Location.Directory(location),
                Codec.SNAPPY,
                OptionalLong.empty(),
                conflict,
                Consistency.SNAPSHOT,
                true,
                true,
                true,
                true,
                PublishLayout.plain("test"),
                TypePolicies.DEFAULT);
        return new ExportPlanner(catalog)
                .plan(new ExportRequest(
                        "test",
                        new ConnectionSettings("postgresql", "h", 1, "d", "u", new Secret("p"), Map.of()),
                        settings,
                        new Threading(1, 1, 1),
                        List.of(tables).stream()
                                .map(ConflictResolutionTest::selection)
                                .toList(),
                        null));
    }

    private static TableSelection selection(String table) {
        return new TableSelection.Tables("public", table, List.of(), List.of(), List.of(), "", ChunkOverride.NONE);
    }
}
