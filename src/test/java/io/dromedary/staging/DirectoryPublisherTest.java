package io.dromedary.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryPublisherTest {
    private static final int THREADS = 8;

    @TempDir
    private Path location;

    @Test
    void versionsAreCounted() throws IOException {
        for (String name : List.of("public_t", "public_t_v2", "public_t_v3")) {
            Path published = Versions.publish(location, name, ConflictResolution.VERSION);
            assertThat(published).isEqualTo(location.resolve(name));
            assertThat(Versions.complete(published)).isEqualTo(name);
        }
        assertThat(StagingDirectoryTest.names(location)).containsExactly("public_t", "public_t_v2", "public_t_v3");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "APPEND")
    void aTableMayLieDeeperAndItsFilesToo(ConflictResolution conflict) throws IOException {
        String table = "system=shop/table=t";
        for (String version : conflict == ConflictResolution.FAIL ? List.of("1") : List.of("1", "2")) {
            StagingDirectory area = Versions.open(location, version);
            try (StagedFileWriter out = area.create(table, "region=EU/part_0001.parquet")) {
                out.write('x');
                assertThat(out.seal().name()).isEqualTo("region=EU/part_0001.parquet");
            }

            String published = area.publish(table, conflict, Versions.commit(version));
            area.discard();
            area.close();

            assertThat(published).startsWith(table);
            assertThat(location.resolve(published).resolve("region=EU/part_0001.parquet"))
                    .hasContent("x");
            assertThat(location.resolve(published).resolve(Versions.MANIFEST)).hasContent(version + " " + published);
        }
    }

    @Test
    void timestampsAreTheDayAndTheSecondThenTheyAreCounted() throws IOException {
        for (String name : List.of(
                "public_t_2026-11-21",
                "public_t_2026-11-21_07-30-05",
                "public_t_2026-11-21_07-30-05_2",
                "public_t_2026-11-21_07-30-05_3")) {
            assertThat(Versions.complete(Versions.publish(location, name, ConflictResolution.TIMESTAMP)))
                    .isEqualTo(name);
            assertThat(location.resolve(name)).isDirectory();
        }
    }

    @Test
    void aTakenNameFails() throws IOException {
        Versions.publish(location, "old", ConflictResolution.FAIL);

        assertFailure(
                ConflictResolution.FAIL,
                "%s/public_t is already there and conflict_resolution is fail; "
                        + "remove it or choose version, timestamp or overwrite.");
        assertThat(Versions.complete(location.resolve(Versions.TABLE))).isEqualTo("old");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void overwriteReplaces(boolean canExchange) throws IOException {
        FileOperations files = FaultyFileOperations.sound(canExchange);
        for (String version : List.of("first", "second", "third")) {
            Path published = Versions.publish(location, version, ConflictResolution.OVERWRITE, files);
            assertThat(published).isEqualTo(location.resolve(Versions.TABLE));
            assertThat(Versions.complete(published)).isEqualTo(version);
            assertThat(StagingDirectoryTest.names(location)).containsExactly(Versions.TABLE);
        }
    }

    @Test
    void aDirectoryThatIsNoExportOfOursIsNotOverwritten() throws IOException {
        Path precious = Files.createDirectory(location.resolve(Versions.TABLE)).resolve("thesis.tex");
        Files.writeString(precious, "precious");

        assertFailure(
                ConflictResolution.OVERWRITE,
                "%s/public_t is no export of ours (it has no manifest.json), so it is not overwritten; "
                        + "move it away or choose another location.");
        assertThat(precious).hasContent("precious");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anEmptyDirectoryIsNotOverwrittenEither(boolean canExchange) throws IOException {
        Path empty = Files.createDirectory(location.resolve(Versions.TABLE));

        assertThatThrownBy(() -> Versions.publish(
                        location, "new", ConflictResolution.OVERWRITE, FaultyFileOperations.sound(canExchange)))
                .hasMessageContaining("is no export of ours (it has no manifest.json)");
        assertThat(empty).isEmptyDirectory();
    }

    @Test
    void aFileOrLinkIsNotOverwritten() throws IOException {
        Path elsewhere = Versions.publish(location.resolve("elsewhere"), "other", ConflictResolution.FAIL);
        Path target = Files.createSymbolicLink(location.resolve(Versions.TABLE), elsewhere);
        String message = "%s/public_t is no export of ours (it is no directory), so it is not overwritten; "
                + "move it away or choose another location.";

        assertFailure(ConflictResolution.OVERWRITE, message);
        assertThat(Versions.complete(elsewhere)).isEqualTo("other");
        Files.delete(target);
        Files.writeString(target, "precious");
        assertFailure(ConflictResolution.OVERWRITE, message);
        assertThat(target).hasContent("precious");
    }

    @ParameterizedTest
    @EnumSource(names = {"VERSION", "FAIL"})
    void aLinkThatLeadsNowhereTakesTheNameToo(ConflictResolution conflict) throws IOException {
        Path link = Files.createSymbolicLink(location.resolve(Versions.TABLE), Path.of("nowhere"));

        if (conflict == ConflictResolution.FAIL) {
            assertFailure(
                    conflict,
                    "%s/public_t is already there and conflict_resolution is fail; "
                            + "remove it or choose version, timestamp or overwrite.");
        } else {
            assertThat(Versions.publish(location, "new", conflict)).isEqualTo(location.resolve("public_t_v2"));
        }
        assertThat(link).isSymbolicLink();
    }

    @Test
    void obstaclesAreSeenBeforehand() throws IOException {
        var publisher =
                new DirectoryPublisher(Versions.CLOCK, Versions.MANIFEST, LocalFileOperations.INSTANCE, Duration.ZERO);
        for (ConflictResolution conflict : ConflictResolution.values()) {
            assertThat(publisher.findObstacle(location, "public_t", conflict)).isEmpty();
        }
        Files.createDirectory(location.resolve("public_t"));

        assertThat(publisher.findObstacle(location, "public_t", ConflictResolution.VERSION))
                .isEmpty();
        assertThat(publisher.findObstacle(location, "public_t", ConflictResolution.TIMESTAMP))
                .isEmpty();
        assertThat(publisher.findObstacle(location, "public_t", ConflictResolution.OVERWRITE))
                .hasValueSatisfying(obstacle -> assertThat(obstacle).contains("is no export of ours"));
        assertThat(publisher.findObstacle(location, "public_t", ConflictResolution.FAIL))
                .hasValueSatisfying(obstacle -> assertThat(obstacle).contains("is already there"));
    }

    @Test
    @Timeout(60)
    void whoeverLooksWhileItIsOverwrittenSeesOneOrTheOther() throws Exception {
        Path target = Versions.publish(location, "0", ConflictResolution.OVERWRITE);
        var ended = new AtomicBoolean();
        ExecutorService pool = Executors.newSingleThreadExecutor();
        Future<Set<String>> seen = pool.submit(() -> {
            Set<String> versions = new TreeSet<>();
            while (!ended.get()) {
                versions.add(Files.readString(target.resolve("part_0001.parquet")));
                assertThat(Files.readString(target.resolve(Versions.MANIFEST))).endsWith(" public_t");
            }
            return versions;
        });
        for (int i = 1; i <= 200; i++) {
            Versions.publish(location, Integer.toString(i), ConflictResolution.OVERWRITE);
        }
        ended.set(true);
        assertThat(seen.get()).hasSizeGreaterThan(10);
        pool.shutdown();
        assertThat(Versions.complete(target)).isEqualTo("200");
    }

    @ParameterizedTest
    @EnumSource(names = {"VERSION", "TIMESTAMP"})
    @Timeout(60)
    void jobsThatPublishAtOnceGetANameEach(ConflictResolution conflict) throws Exception {
        publishAtOnce(conflict, true);

        List<String> names = tables();
        assertThat(names).hasSize(THREADS);
        Set<String> versions = new TreeSet<>();
        for (String name : names) {
            versions.add(Versions.complete(location.resolve(name)));
        }
        assertThat(versions).hasSize(THREADS);
        if (conflict == ConflictResolution.VERSION) {
            assertThat(names)
                    .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, THREADS)
                            .mapToObj(i -> i == 1 ? "public_t" : "public_t_v" + i)
                            .toList());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Timeout(60)
    void ofJobsThatOverwriteAtOnceOneIsLeftWhole(boolean canExchange) throws Exception {
        for (int i = 0; i < 10; i++) {
            publishAtOnce(ConflictResolution.OVERWRITE, canExchange);

            assertThat(tables()).containsExactly(Versions.TABLE);
            assertThat(Versions.complete(location.resolve(Versions.TABLE))).startsWith("job");
        }
    }

    private void publishAtOnce(ConflictResolution conflict, boolean canExchange) throws Exception {
        var start = new CyclicBarrier(THREADS);
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        List<Future<?>> jobs = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            String version = "job" + i;
            jobs.add(pool.submit(() -> {
                start.await();
                return Versions.publish(location, version, conflict, FaultyFileOperations.sound(canExchange));
            }));
        }
        for (Future<?> job : jobs) {
            job.get();
        }
        pool.shutdown();
    }

    private List<String> tables() throws IOException {
        return StagingDirectoryTest.names(location).stream()
                .filter(name -> !name.startsWith("."))
                .toList();
    }

    private void assertFailure(ConflictResolution conflict, String message) {
        assertThatThrownBy(() -> Versions.publish(location, "new", conflict))
                .isInstanceOfSatisfying(
                        DromedaryException.class, e -> assertThat(e.category()).isEqualTo(FailureCategory.DESTINATION))
                .hasMessage(message, location);
        assertThat(location.resolve(".temp")).doesNotExist();
    }
}
