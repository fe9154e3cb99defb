package io.dromedary.staging.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.failure.DromedaryException;
import io.dromedary.staging.ConflictResolution;
import io.dromedary.staging.Location;
import io.dromedary.staging.StagingArea;
import io.dromedary.staging.TemporaryEntry;
import io.dromedary.staging.TemporaryEntry.Kind;
import io.dromedary.testing.HttpFaultProxy;
import io.dromedary.testing.HttpFaultProxy.Fault;
import io.dromedary.testing.TestStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Every request of publishing goes wrong once; each time there is the old table or the new one, whole. */
@Timeout(300)
class S3FaultsTest {
    private static final int EVER = 1_000_000;

    private final Path staging;

    S3FaultsTest(@TempDir Path staging) {
        this.staging = staging;
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.MATCH_NONE, names = "IGNORE.*")
    void oneRequestThatGoesWrongIsTriedAgain(Fault fault) throws IOException {
        int requests = requestsWithoutFault();
        for (int request = 1; request <= requests; request += 5) {
            TestStore store = withOld();
            try (var proxy = new HttpFaultProxy(store.port(), fault, request, 1)) {
                Tables.publish(
                        Tables.destination(store.through(proxy.port()).location("lake", 30, 3)),
                        "new",
                        ConflictResolution.OVERWRITE);
            }
            assertThat(Tables.complete(store, Tables.TABLE))
                    .as("request %d", request)
                    .isEqualTo("new");
            assertThat(Tables.unnamed(store)).as("request %d", request).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DROP_ANSWER", "TRUNCATE_ANSWER", "TRUNCATE_REQUEST", "INTERNAL_ERROR"})
    void aRequestThatFailsForGoodLeavesTheOldOrTheNew(Fault fault) throws IOException {
        int requests = requestsWithoutFault();
        for (int request = 1; request <= requests; request++) {
            failAt(fault, request, 1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DROP", "DROP_ANSWER"})
    void aStoreThatIsGoneFromThereLeavesTheOldOrTheNew(Fault fault) throws IOException {
        int requests = requestsWithoutFault();
        for (int request = 1; request <= requests; request++) {
            failAt(fault, request, EVER);
        }
    }

    private int requestsWithoutFault() throws IOException {
        TestStore store = withOld();
        try (var proxy = new HttpFaultProxy(store.port(), Fault.DROP, EVER, 1)) {
            Tables.publish(
                    Tables.destination(store.through(proxy.port()).location("lake")),
                    "new",
                    ConflictResolution.OVERWRITE);
            assertThat(proxy.requests()).isBetween(15, 60);
            return proxy.requests();
        }
    }

    private void failAt(Fault fault, int request, int count) throws IOException {
        TestStore store = withOld();
        boolean failed = false;
        try (var proxy = new HttpFaultProxy(store.port(), fault, request, count)) {
            Location.S3 location = store.through(proxy.port()).location("lake", 30, 1);
            try {
                Tables.publish(Tables.destination(location), "new", ConflictResolution.OVERWRITE);
            } catch (DromedaryException | IllegalStateException e) {
                failed = true;
            }
        }
        String found = Tables.complete(store, Tables.TABLE);
        assertThat(found).as("request %d", request).isIn("old", "new");
        if (!failed) {
            assertThat(found).as("request %d", request).isEqualTo("new");
        }
        assertTheRestIsNamedAndRemoved(store, request);
    }

    private static void assertTheRestIsNamedAndRemoved(TestStore store, int request) {
        // Its lease has run out.
        S3Destination later = Tables.destination(store.location("lake", -1, 3));
        if (!Tables.unnamed(store).isEmpty()) {
            assertThat(later.temporaryEntries()).as("request %d", request).isNotEmpty();
        }
        endOwnProcess(store);
        later.recover();
        assertThat(Tables.unnamed(store)).as("request %d", request).isEmpty();
        assertThat(store.openUploads()).isZero();
        assertThat(Tables.complete(store, Tables.TABLE)).isIn("old", "new");
    }

    /** Makes markers of this process those of one that is gone. */
    static void endOwnProcess(TestStore store) {
        for (String key : store.keys()) {
            if (key.endsWith("/owner.json")) {
                store.write(
                        key,
                        new String(store.read(key), StandardCharsets.UTF_8)
                                .replaceFirst("\"pid\":\\d+", "\"pid\":999999999"));
            }
        }
    }

    private TestStore withOld() throws IOException {
        TestStore store = TestStore.createBucket(staging);
        Tables.publish(Tables.destination(store.location("lake")), "old", ConflictResolution.OVERWRITE);
        return store;
    }

    @Test
    void aRunThatLivesIsLeftAlone() throws IOException {
        TestStore store = withOld();
        S3Destination destination = Tables.destination(store.location("lake"));
        StagingArea area = destination.open(UUID.randomUUID().toString());
        var files = Tables.stage(area, "new", ConflictResolution.OVERWRITE);

        Tables.destination(store.location("lake", -1, 3)).recover();

        assertThat(destination.temporaryEntries())
                .extracting(TemporaryEntry::kind)
                .containsExactly(Kind.RUNNING);
        assertThat(names(destination, Tables.TABLE)).hasSize(3);
        area.publish(Tables.TABLE, ConflictResolution.OVERWRITE, Tables.commit("new", files));
        area.discard();
        area.close();
        assertThat(Tables.complete(store, Tables.TABLE)).isEqualTo("new");
    }

    @Test
    void aRunThatWasTakenForGonePublishesNothingMore() throws IOException {
        TestStore store = withOld();
        S3Destination destination = Tables.destination(store.location("lake"));
        StagingArea area = destination.open(UUID.randomUUID().toString());
        var files = Tables.stage(area, "new", ConflictResolution.OVERWRITE);
        endOwnProcess(store);

        Tables.destination(store.location("lake")).recover();

        assertThat(Tables.unnamed(store)).isEmpty();
        assertThatThrownBy(() -> area.publish(Tables.TABLE, ConflictResolution.OVERWRITE, Tables.commit("new", files)))
                .hasMessageContaining("gave no sign of life for too long, and another run has removed its files");
        area.discard();
        area.close();
        assertThat(Tables.complete(store, Tables.TABLE)).isEqualTo("old");
        assertThat(Tables.unnamed(store)).isEmpty();
    }

    @Test
    void onAnotherMachineOnlyTimeTells() throws IOException {
        TestStore store = withOld();
        store.write(
                "lake/.temp/job_x/owner.json",
                "{\"job\":\"x\",\"kernel\":\"other\",\"pid\":1,\"started\":1,\"sign\":1,\"ended\":false}");
        store.write("lake/.temp/job_x/tables/public_t", "x");
        store.write("lake/public_t/part_0001_abcdefabcdef.parquet", "not of x");

        Tables.destination(store.location("lake", 30, 3)).recover();
        assertThat(store.keys()).contains("lake/.temp/job_x/owner.json");

        LockSupport.parkNanos(1_100_000_000L);
        Tables.destination(store.location("lake", -1, 3)).recover();
        assertThat(Tables.unnamed(store)).isEmpty();
    }

    private static List<String> names(S3Destination destination, String table) throws IOException {
        Path directory = new S3FileSystem((Location.S3) destination.location(), Tables.FORMAT)
                .root()
                .resolve(table);
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).map(Path::toString).toList();
        }
    }
}
