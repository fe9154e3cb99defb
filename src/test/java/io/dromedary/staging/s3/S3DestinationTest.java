package io.dromedary.staging.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.staging.ConflictResolution;
import io.dromedary.staging.FileDigest;
import io.dromedary.staging.StagedFile;
import io.dromedary.staging.StagedFileWriter;
import io.dromedary.staging.StagingArea;
import io.dromedary.testing.HttpFaultProxy;
import io.dromedary.testing.HttpFaultProxy.Fault;
import io.dromedary.testing.TestStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What DirectoryPublisherTest asks of a directory, asked of a bucket. */
@Timeout(120)
class S3DestinationTest {
    private static final int THREADS = 6;

    private final Path staging;
    private final TestStore store;
    private final S3Destination destination;

    S3DestinationTest(@TempDir Path staging) {
        this.staging = staging;
        this.store = TestStore.createBucket(staging);
        this.destination = Tables.destination(store.location("lake"));
    }

    @Test
    void versionsAreCountedAndTheNewestIsCurrent() throws IOException {
        for (String name : List.of("public_t", "public_t_v2", "public_t_v3")) {
            assertThat(Tables.publish(destination, name, ConflictResolution.VERSION))
                    .isEqualTo(name);
            assertThat(Tables.complete(store, name)).isEqualTo(name);
            assertThat(store.read("lake/public_t.CURRENT")).asString().isEqualTo(name + "\n");
        }
        assertThat(Tables.unnamed(store)).isEmpty();
    }

    @Test
    void timestampsAreTheDayAndTheSecondThenTheyAreCounted() throws IOException {
        for (String name :
                List.of("public_t_2026-11-21", "public_t_2026-11-21_07-30-05", "public_t_2026-11-21_07-30-05_2")) {
            assertThat(Tables.publish(destination, "x", ConflictResolution.TIMESTAMP))
                    .isEqualTo(name);
        }
    }

    @Test
    void overwriteLeavesNothingOfTheOneBefore() throws IOException {
        for (String version : List.of("first", "second", "third")) {
            Tables.publish(destination, version, ConflictResolution.OVERWRITE);
            assertThat(Tables.complete(store, Tables.TABLE)).isEqualTo(version);
            assertThat(store.keys()).hasSize(3);
        }
    }

    @Test
    void whatIsNoExportOfOursIsNotOverwritten() {
        store.write("lake/public_t/thesis.tex", "precious");
        String message = "s3://%s/lake/public_t is no export of ours (it has no commit.txt), so it is not overwritten; "
                + "move it away or choose another location.";

        assertThat(destination.findObstacle(Tables.TABLE, ConflictResolution.OVERWRITE))
                .hasValue(message.formatted(store.bucket()));
        assertFailure(ConflictResolution.OVERWRITE, message.formatted(store.bucket()));
        assertThat(store.keys()).containsExactly("lake/public_t/thesis.tex");
    }

    @Test
    void aTakenNameFails() throws IOException {
        Tables.publish(destination, "old", ConflictResolution.FAIL);

        assertThat(destination.findObstacle(Tables.TABLE, ConflictResolution.FAIL))
                .hasValueSatisfying(text -> assertThat(text).contains("is already there"));
        assertFailure(
                ConflictResolution.FAIL,
                ("s3://%s/lake/public_t is already there, or is being exported by another job, and conflict_resolution "
                                + "is fail; remove it or choose version, timestamp or overwrite.")
                        .formatted(store.bucket()));
        assertThat(Tables.complete(store, Tables.TABLE)).isEqualTo("old");
    }

    @ParameterizedTest
    @EnumSource(names = {"VERSION", "TIMESTAMP", "OVERWRITE"})
    void jobsThatPublishAtOnceDoNotMix(ConflictResolution conflict) throws Exception {
        var start = new CyclicBarrier(THREADS);
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        List<Future<String>> jobs = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            String version = "job" + i;
            jobs.add(pool.submit(() -> {
                start.await();
                return Tables.publish(destination, version, conflict);
            }));
        }
        Set<String> names = new TreeSet<>();
        Set<String> versions = new TreeSet<>();
        for (Future<String> job : jobs) {
            names.add(job.get());
        }
        pool.shutdown();
        names.forEach(name -> versions.add(Tables.complete(store, name)));

        assertThat(names).hasSize(conflict == ConflictResolution.OVERWRITE ? 1 : THREADS);
        assertThat(versions).hasSize(names.size());
        assertThat(Tables.unnamed(store)).isEmpty();
        if (conflict == ConflictResolution.VERSION) {
            assertThat(store.read("lake/public_t.CURRENT")).asString().isEqualTo("public_t_v6\n");
        }
    }

    @Test
    void largeFilesGoInPartsAndComeBackAsTheyWere() throws IOException {
        byte[] bytes = new byte[50_000_000];
        new Random(5).nextBytes(bytes);
        StagingArea area = destination.open(UUID.randomUUID().toString());
        area.reserve(Tables.TABLE, ConflictResolution.FAIL);
        StagedFile file;
        try (StagedFileWriter out = area.create(Tables.TABLE, "part_0001.parquet")) {
            for (int from = 0; from < bytes.length; from += 1_000_003) {
                out.write(bytes, from, Math.min(1_000_003, bytes.length - from));
            }
            file = out.seal();
        }
        var read = ByteBuffer.allocate(bytes.length);
        try (SeekableByteChannel in = area.read(Tables.TABLE, file)) {
            assertThat(in.size()).isEqualTo(bytes.length);
            int count = 0;
            while (count >= 0 && read.hasRemaining()) {
                count = in.read(read);
            }
        }
        assertThat(read.array()).isEqualTo(bytes);
        assertThat(HexFormat.of().formatHex(FileDigest.sha256().digest(bytes))).isEqualTo(file.sha256());
        area.publish(Tables.TABLE, ConflictResolution.FAIL, Tables.commit("v", List.of(file)));
        area.discard();
        area.close();
        assertThat(store.read("lake/public_t/" + file.name())).isEqualTo(bytes);
        assertNothingStaged();
    }

    @Test
    void aFileThatIsNotSealedIsGone() throws IOException {
        StagingArea area = destination.open(UUID.randomUUID().toString());
        area.reserve(Tables.TABLE, ConflictResolution.VERSION);
        try (StagedFileWriter out = area.create(Tables.TABLE, "part_0001.parquet")) {
            out.write(new byte[40_000_000], 0, 40_000_000);
            assertThat(store.openUploads()).isOne();
        }
        assertThat(store.openUploads()).isZero();
        area.discard();
        area.close();
        assertThat(store.keys()).isEmpty();
        assertNothingStaged();
    }

    @ParameterizedTest
    @EnumSource(names = {"IGNORE_IF_NONE_MATCH", "IGNORE_IF_MATCH"})
    void aStoreThatIgnoresConditionsIsRefused(Fault fault) throws IOException {
        // Headers of conditions are signed; a store that does not know them does not look at the signature either.
        TestStore direct = TestStore.createUnsignedBucket(staging);
        var proxy = new HttpFaultProxy(direct.port(), fault, 1, 1_000_000);
        TestStore ignorant = direct.through(proxy.port());

        assertThatThrownBy(() -> Tables.publish(
                        Tables.destination(ignorant.location("lake")), "new", ConflictResolution.VERSION))
                .hasMessage(
                        "s3://%s/lake ignores conditions on PUT (%s), so that two runs could publish the same table at "
                                + "once. Use a store that knows them, or set s3.conditional_put to off and run one job "
                                + "at a time.",
                        ignorant.bucket(), fault == Fault.IGNORE_IF_MATCH ? "If-Match" : "If-None-Match");
        assertThat(ignorant.keys()).isEmpty();
        proxy.close();
    }

    private void assertFailure(ConflictResolution conflict, String message) {
        assertThatThrownBy(() -> Tables.publish(destination, "new", conflict))
                .isInstanceOfSatisfying(
                        DromedaryException.class, e -> assertThat(e.category()).isEqualTo(FailureCategory.DESTINATION))
                .hasMessage(message);
        assertNothingStaged();
    }

    private void assertNothingStaged() {
        try (Stream<Path> files = Files.walk(staging)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
