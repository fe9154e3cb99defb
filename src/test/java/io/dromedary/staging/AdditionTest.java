package io.dromedary.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.staging.FaultyFileOperations.Crash;
import io.dromedary.staging.FaultyFileOperations.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of several runs in one directory: all of a run or nothing, and never one of them lost. */
class AdditionTest {
    private static final int THREADS = 8;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void eachRunAddsItsFiles(boolean canExchange) throws IOException {
        List<String> runs = new ArrayList<>();
        for (String run : List.of("a", "b", "c")) {
            Runs.append(directory, run, FaultyFileOperations.sound(canExchange));
            runs.add(run);
            assertThat(Runs.complete(directory)).isEqualTo(runs);
            assertThat(StagingDirectoryTest.names(directory)).containsExactly("system=s");
        }
    }

    @Test
    void aRunThatOverwritesTakesThePlaceOfAll() throws IOException {
        Runs.append(directory, "a");
        Runs.append(directory, "b");
        Runs.publish(directory, "c", ConflictResolution.OVERWRITE, LocalFileOperations.INSTANCE);

        assertThat(Runs.complete(directory)).containsExactly("c");
    }

    @Test
    void filesThatNoManifestNamesStayToo() throws IOException {
        Runs.append(directory, "a");
        Path stray = Files.createDirectory(directory.resolve(Runs.PARTITION).resolve("below"))
                .resolve("stray");
        Files.writeString(stray, "precious");
        Runs.append(directory, "b");

        assertThat(stray).hasContent("precious");
    }

    @Test
    void nothingIsAddedToWhatIsNotOurs() throws IOException {
        Path target = Files.createDirectories(directory.resolve(Runs.PARTITION));
        Files.writeString(target.resolve("thesis.tex"), "precious");

        assertThatThrownBy(() -> Runs.append(directory, "a"))
                .isInstanceOfSatisfying(
                        DromedaryException.class, e -> assertThat(e.category()).isEqualTo(FailureCategory.DESTINATION))
                .hasMessage(
                        "%s is no export of ours (it has no manifest.json), so nothing is added to it; "
                                + "move it away or choose another location.",
                        target);
        assertThat(StagingDirectoryTest.names(target)).containsExactly("thesis.tex");
    }

    @Test
    void noFileGoesOverAnother() throws IOException {
        Runs.append(directory, "a");

        assertThatThrownBy(() -> Runs.append(directory, "a"))
                .message()
                .matches(".*/dt=2026-11-21 has a file part_000[12]_a\\.parquet already, so nothing is added to it; "
                        + "choose another batch_id, or overwrite\\.");
        assertThat(Runs.complete(directory)).containsExactly("a");
    }

    @Test
    void nothingIsPublishedBelowATable() throws IOException {
        Runs.append(directory, "a");
        var publisher =
                new DirectoryPublisher(Versions.CLOCK, Versions.MANIFEST, LocalFileOperations.INSTANCE, Duration.ZERO);

        assertThat(publisher.findObstacle(directory, Runs.PARTITION, ConflictResolution.APPEND))
                .isEmpty();
        assertThat(publisher.findObstacle(directory, Runs.PARTITION + "/hour=01", ConflictResolution.APPEND))
                .contains("%1$s is a published table, so nothing is published below it in %1$s/hour=01; "
                                .formatted(directory.resolve(Runs.PARTITION))
                        + "choose another location.");
        assertThat(publisher.findObstacle(directory, "system=s", ConflictResolution.APPEND))
                .hasValueSatisfying(obstacle -> assertThat(obstacle).contains("system=s is no export of ours"));
    }

    @ParameterizedTest
    @CsvSource({"FAILURE, true", "FAILURE, false", "FAILURE_FROM_THERE, true", "FAILURE_FROM_THERE, false"})
    void aFailedStepLeavesTheRunsBeforeOrAll(Fault fault, boolean canExchange) throws IOException {
        for (int step = 1; ; step++) {
            Path location = directory.resolve("step" + step);
            Runs.append(location, "a");
            var files = new FaultyFileOperations(step, fault, canExchange);

            boolean isSeen = true;
            try {
                Runs.append(location, "c", files);
            } catch (DromedaryException e) {
                isSeen = String.valueOf(e.getMessage()).contains("can be seen");
                assertThat(e).hasMessageContainingAll(location.toString(), "Input/output error");
            }

            assertThat(Runs.complete(location))
                    .as("step %d", step)
                    .isEqualTo(isSeen ? List.of("a", "c") : List.of("a"));
            assertThat(StagingDirectoryTest.names(location)).containsExactly("system=s");
            if (!files.wentWrong()) {
                assertThat(step).isGreaterThan(canExchange ? 7 : 10);
                return;
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"CRASH_BEFORE, true", "CRASH_AFTER, true", "CRASH_BEFORE, false", "CRASH_AFTER, false"})
    void afterACrashAtAnyStepTheNextRunIsAddedToTheRunsBeforeOrAll(Fault fault, boolean canExchange)
            throws IOException {
        for (int step = 1; ; step++) {
            Path location = directory.resolve("step" + step);
            Runs.append(location, "a");
            var files = new FaultyFileOperations(step, fault, canExchange);

            crash(location, "b", files);
            // Nobody has tidied up: the job was planned before the crash.
            Runs.append(location, "c", FaultyFileOperations.sound(canExchange));

            assertThat(Runs.complete(location)).as("step %d", step).isIn(List.of("a", "c"), List.of("a", "b", "c"));
            StagingDirectory.recover(location);
            assertThat(location.resolve(".temp"))
                    .satisfiesAnyOf(temp -> assertThat(temp).doesNotExist(), temp -> assertThat(temp)
                            .isEmptyDirectory());
            if (!files.wentWrong()) {
                return;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Timeout(60)
    void runsThatPublishAtOnceAreAllThere(boolean canExchange) throws Exception {
        var start = new CyclicBarrier(THREADS);
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        List<Future<?>> jobs = new ArrayList<>();
        List<String> runs =
                IntStream.range(0, 4 * THREADS).mapToObj(i -> "run" + i).toList();
        for (int i = 0; i < THREADS; i++) {
            List<String> mine = runs.subList(4 * i, 4 * i + 4);
            jobs.add(pool.submit(() -> {
                start.await();
                for (String run : mine) {
                    Runs.append(directory, run, FaultyFileOperations.sound(canExchange));
                }
                return null;
            }));
        }
        for (Future<?> job : jobs) {
            job.get();
        }
        pool.shutdown();

        assertThat(Runs.complete(directory)).containsExactlyInAnyOrderElementsOf(runs);
        assertThat(StagingDirectoryTest.names(directory)).containsExactly("system=s");
    }

    @Test
    @Timeout(60)
    void runsOfSeveralProcessesAreAllThere() throws Exception {
        List<OtherProcess> processes = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            processes.add(OtherProcess.appending(directory, name));
        }
        for (OtherProcess process : processes) {
            process.awaitSuccess();
        }

        assertThat(Runs.complete(directory)).hasSize(3 * OtherProcess.RUNS).doesNotHaveDuplicates();
        assertThat(StagingDirectoryTest.names(directory)).containsExactly("system=s");
    }

    @Test
    @Timeout(60)
    void whoeverLooksMeanwhileSeesWholeRunsAndNoneOfThemVanishes() throws Exception {
        Runs.append(directory, "0");
        Path partition = directory.resolve(Runs.PARTITION);
        var ended = new AtomicBoolean();
        ExecutorService pool = Executors.newSingleThreadExecutor();
        Future<Integer> looks = pool.submit(() -> {
            int seen = 0;
            int count = 0;
            while (!ended.get()) {
                // What one look lists is there for good, as is each run of a manifest that was read before.
                List<String> runs = Files.readAllLines(partition.resolve(Versions.MANIFEST));
                List<String> names = StagingDirectoryTest.names(partition);
                assertThat(names).hasSizeGreaterThanOrEqualTo(1 + 2 * runs.size());
                assertThat(names.size() % 2).isOne();
                assertThat(runs.size()).isGreaterThanOrEqualTo(seen);
                names.forEach(name -> assertThat(partition.resolve(name)).exists());
                seen = runs.size();
                count++;
            }
            return count;
        });
        var publisher = new DirectoryPublisher(
                Versions.CLOCK, Versions.MANIFEST, LocalFileOperations.INSTANCE, Duration.ofMillis(100));
        for (int i = 1; i <= 20; i++) {
            Runs.append(directory, Integer.toString(i), publisher);
        }
        ended.set(true);
        assertThat(looks.get()).isGreaterThan(10);
        pool.shutdown();
        assertThat(Runs.complete(directory)).hasSize(21);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatSomebodyPublishesWithoutOurLockIsNotLost(boolean canExchange) throws IOException {
        Runs.append(directory, "a");
        var files = new Intruder(FaultyFileOperations.sound(canExchange), directory);

        Runs.append(directory, "b", files);

        assertThat(files.wasThere).isTrue();
        assertThat(Runs.complete(directory)).containsExactly("a", "intruder", "b");
    }

    /** Adds until the process ends: only the locks are gone then. */
    private static void crash(Path location, String run, FaultyFileOperations files) throws IOException {
        var publisher = new DirectoryPublisher(Versions.CLOCK, Versions.MANIFEST, files, Duration.ZERO);
        try (StagingDirectory area = StagingDirectory.open(location, run, publisher)) {
            Runs.stage(area, run);
            area.publish(Runs.PARTITION, ConflictResolution.APPEND, new Runs.Manifest(run));
        } catch (Crash e) {
            assertThat(files.wentWrong()).isTrue();
        }
    }
}
