package io.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.export.ExportRequest;
import io.dromedary.export.FailedTable;
import io.dromedary.export.JobReport;
import io.dromedary.export.PartitionStrategy;
import io.dromedary.export.PublishLayout;
import io.dromedary.export.PublishStrategy;
import io.dromedary.export.SkippedTable;
import io.dromedary.export.Threading;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.table.TableId;
import io.dromedary.testing.ExportRequests;
import io.dromedary.testing.FakeDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class ExportRoutesTest {
    private static final Threading THREADING = new Threading(2, 2, 4);
    private static DromedaryRuntime runtime;

    private final Path location;
    private final FakeDatabase database = new FakeDatabase();

    ExportRoutesTest(@TempDir Path location) {
        this.location = location;
    }

    @BeforeAll
    static void start() {
        runtime = TestRuntime.start(Map.of());
    }

    @AfterAll
    static void stop() {
        runtime.close();
    }

    @AfterEach
    void nothingStaysOpen() {
        assertThat(database.open()).isZero();
        assertThat(runtime.exporter().isBusy()).isFalse();
        assertThat(location.resolve(".temp")).doesNotExist();
    }

    private JobReport run() {
        return runtime.run(request());
    }

    private ExportRequest request() {
        return ExportRequests.of(database, location, THREADING);
    }

    @Test
    void publishesEveryTable() throws IOException {
        database.with("a", 3).with("b", 1).with("c", 5);

        JobReport report = run();

        assertThat(report.failed()).isEmpty();
        assertThat(report.rows()).isEqualTo(9L * FakeDatabase.ROWS);
        assertThat(names(location)).containsExactly("public_a", "public_b", "public_c");
        assertThat(names(location.resolve("public_a")))
                .contains("part_0001.parquet", "part_0002.parquet", "part_0003.parquet");
    }

    @Test
    void aTableIsNotPublishedIfTheServerHasCountedOtherRows() throws IOException {
        database.with("a", 2).claiming(FakeDatabase.ROWS + 1);

        JobReport report = run();

        assertThat(report.published()).isEmpty();
        assertThat(report.failed())
                .singleElement()
                .extracting(FailedTable::reason)
                .asString()
                .matches("public\\.a: chunk [12]: 10 rows were read but the server counted 11\\. "
                        + "Nothing of the table was published; please report this\\.");
        assertThat(names(location)).isEmpty();
    }

    @Test
    void goesOnWithOtherTablesWhenOneFails() throws IOException {
        database.with("a", 3).with("b", 4).with("c", 5).reading((table, number) -> {
            if (table.name().equals("b") && number == 3) {
                throw failure(false, "public.b: chunk 3: invalid value");
            }
        });

        JobReport report = run();

        assertThat(report.failed()).containsExactly(failed("b", "public.b: chunk 3: invalid value"));
        assertThat(names(location)).containsExactly("public_a", "public_c");
    }

    @Test
    void reportsWhenEveryTableFails() throws IOException {
        database.with("a", 3).with("b", 4).reading((table, number) -> {
            throw failure(false, table + " is gone");
        });

        JobReport report = run();

        assertThat(report.failed())
                .containsExactlyInAnyOrder(failed("a", "public.a is gone"), failed("b", "public.b is gone"));
        assertThat(names(location)).isEmpty();
        assertThatThrownBy(report::orThrow)
                .hasMessageContainingAll("fake: 2 of 2 tables failed", "public.a is gone", "public.b is gone");
    }

    @Test
    void triesAChunkThreeTimesMoreIfThatMayCureIt() {
        var opened = new AtomicInteger();
        database.with("a", 1).reading((table, number) -> {
            opened.incrementAndGet();
            throw failure(true, "public.a: chunk 1: connection lost");
        });

        JobReport report = run();

        assertThat(opened).hasValue(4);
        assertThat(report.failed()).containsExactly(failed("a", "public.a: chunk 1: connection lost"));
    }

    @Test
    void publishesATableWhoseChunksRecover() {
        Map<Integer, Integer> tries = new ConcurrentHashMap<>();
        database.with("a", 6).reading((table, number) -> {
            if (tries.merge(number, 1, Integer::sum) <= 3) {
                throw failure(true, "public.a: connection lost");
            }
        });

        JobReport report = run();

        assertThat(report.failed()).isEmpty();
        assertThat(report.rows()).isEqualTo(6L * FakeDatabase.ROWS);
        assertThat(tries.values()).containsOnly(4).hasSize(6);
    }

    @Test
    void triesNothingTwiceThatNoOtherTryCures() {
        var opened = new AtomicInteger();
        database.with("a", 1).reading((table, number) -> {
            opened.incrementAndGet();
            throw failure(false, "public.a: permission denied");
        });

        run();

        assertThat(opened).hasValue(1);
    }

    @Test
    void survivesDefectsAndErrors() {
        database.with("a", 3).with("b", 3).with("c", 3).with("d", 2).reading((table, number) -> {
            switch (table.name()) {
                case "a" -> throw new IllegalStateException("defect");
                case "b" -> throw new StackOverflowError("too deep");
                case "c" -> throw new OutOfMemoryError("Java heap space");
                default -> {}
            }
        });

        JobReport report = run();

        assertThat(report.published()).hasSize(1);
        assertThat(report.failed())
                .extracting(failed -> failed.table().name())
                .containsExactlyInAnyOrder("a", "b", "c");
        assertThat(report.failed())
                .extracting(FailedTable::category)
                .containsOnly(FailureCategory.BUG, FailureCategory.CONFIGURATION);
    }

    @Test
    void stopsATableAtItsFirstFailure() {
        var opened = new AtomicInteger();
        database.with("a", 200).reading((table, number) -> {
            opened.incrementAndGet();
            throw failure(false, "public.a: invalid value");
        });

        run();

        assertThat(opened.get()).isLessThanOrEqualTo(THREADING.chunkWorkers());
    }

    @Test
    void failsWithoutAReportWhenItCannotBegin() {
        database.with("a", 1);
        ExportRequest wrong = ExportRequests.of(database, location, THREADING, "no_such_*");

        assertThatThrownBy(() -> runtime.run(wrong))
                .isInstanceOf(DromedaryException.class)
                .hasMessageContaining("public.no_such_*: no table matches this pattern.");
    }

    @Test
    void withDirectATableIsSeenWhileOthersAreRead() throws IOException {
        database.with("a", 1).with("b", 3).reading((table, number) -> {
            if (table.name().equals("b") && number == 3) {
                await(location.resolve("public_a"));
                assertThat(location.resolve("public_b")).doesNotExist();
            }
        });

        JobReport report = runtime.run(in(PublishStrategy.DIRECT));

        assertThat(report.failed()).isEmpty();
        assertThat(report.published()).hasSize(2);
        assertThat(names(location)).containsExactly("public_a", "public_b");
    }

    @Test
    void withDirectATableThatCannotBePublishedFailsAlone() throws IOException {
        database.with("a", 1).with("b", 1).reading((table, number) -> occupy("public_" + table.name()));

        JobReport report = runtime.run(ExportRequests.failingOnConflict(in(PublishStrategy.DIRECT)));

        assertThat(report.published()).isEmpty();
        assertThat(report.failed())
                .hasSize(2)
                .extracting(FailedTable::category)
                .containsOnly(FailureCategory.DESTINATION);
    }

    @ParameterizedTest
    @EnumSource(names = {"CLEAN_WITH_ARCHIVE", "SCHEMA_FIRST"})
    void otherwiseNothingIsSeenUntilTheLastTableIsRead(PublishStrategy strategy) throws IOException {
        database.with("a", 1).with("b", 40).reading((table, number) -> {
            assertThat(location.resolve("public_a")).doesNotExist();
            assertThat(location.resolve("public")).doesNotExist();
        });

        JobReport report = runtime.run(in(strategy));

        assertThat(report.failed()).isEmpty();
        assertThat(report.published())
                .extracting(table -> location.relativize(Path.of(table.path())).toString())
                .containsExactlyElementsOf(
                        strategy == PublishStrategy.SCHEMA_FIRST
                                ? List.of("public/a", "public/b")
                                : List.of("public_a", "public_b"));
    }

    @Test
    void ofTwoRunsOfOneNameAtOnceTheSecondIsSkipped() {
        var layout = new PublishLayout(
                PublishStrategy.CLEAN_WITH_ARCHIVE, PartitionStrategy.DATE, true, "fake", ZoneOffset.UTC, null, "b7");
        FakeDatabase faster = new FakeDatabase().with("a", 1);
        ExportRequest first = ExportRequests.in(layout, ExportRequests.of(faster, location, THREADING));
        database.with("a", 1).reading((table, number) -> runtime.run(first));

        JobReport report = runtime.run(ExportRequests.in(layout, request()));

        assertThat(report.published()).isEmpty();
        assertThat(report.failed()).isEmpty();
        assertThat(report.skipped())
                .singleElement()
                .extracting(SkippedTable::text)
                .asString()
                .matches("public\\.a: already processed, skipping: .*/system=fake/table=public_a/dt=[\\d-]+ "
                        + "has the files of batch b7");
    }

    private ExportRequest in(PublishStrategy strategy) {
        var layout = new PublishLayout(strategy, PartitionStrategy.NONE, true, "fake", ZoneOffset.UTC, null, null);
        return ExportRequests.in(layout, request());
    }

    private static void await(Path path) {
        while (!Files.exists(path)) {
            Thread.onSpinWait();
        }
    }

    @Test
    void failsTablesThatCannotBePublished() throws IOException {
        database.with("a", 1).with("b", 1).reading((table, number) -> {
            if (table.name().equals("b")) {
                occupy("public_b");
            }
        });

        JobReport report = runtime.run(ExportRequests.failingOnConflict(request()));

        assertThat(report.published()).hasSize(1);
        assertThat(report.failed()).extracting(FailedTable::category).containsExactly(FailureCategory.DESTINATION);
        assertThat(names(location)).containsExactly("public_a", "public_b");
    }

    private void occupy(String directory) {
        try {
            Files.createDirectories(location.resolve(directory));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static DromedaryException failure(boolean retryable, String message) {
        return retryable
                ? DromedaryException.transientFailure(FailureCategory.SOURCE, message, new IOException())
                : DromedaryException.permanent(FailureCategory.SOURCE, message);
    }

    private static FailedTable failed(String table, String reason) {
        return new FailedTable(new TableId("public", table), FailureCategory.SOURCE, reason);
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }
}
