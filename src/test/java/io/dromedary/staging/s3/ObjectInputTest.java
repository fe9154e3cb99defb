package io.dromedary.staging.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.staging.Location;
import io.dromedary.testing.HttpFaultProxy;
import io.dromedary.testing.HttpFaultProxy.Fault;
import io.dromedary.testing.TestStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;

class ObjectInputTest {
    private static final TestStore STORE = TestStore.createUnsignedBucket(Path.of("none"));

    /** The requests of a stream: what is there, and its bytes. */
    private static final int FIRST_OF_BYTES = 2;

    private static byte[] put(String key, int size) {
        var bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        STORE.client().putObject(request -> request.bucket(STORE.bucket()).key(key), RequestBody.fromBytes(bytes));
        return bytes;
    }

    private static InputStream open(TestStore store, String key) throws IOException {
        return Files.newInputStream(path(store, key));
    }

    private static Path path(TestStore store, String key) {
        Location.S3 bucket = store.location("", 30, 3);
        return new S3FileSystem(bucket).root().resolve(key);
    }

    @Test
    void readsAllBytesHoweverOftenTheConnectionBreaks() throws IOException {
        byte[] bytes = put("broken", 3_000_000);
        try (var proxy = new HttpFaultProxy(STORE.port(), Fault.TRUNCATE_ANSWER, FIRST_OF_BYTES, 5);
                InputStream in = open(STORE.through(proxy.port()), "broken")) {
            assertThat(in.readAllBytes()).isEqualTo(bytes);
            assertThat(proxy.requests()).isGreaterThanOrEqualTo(FIRST_OF_BYTES + 5);
        }
    }

    @Test
    void readsAnEmptyObject() throws IOException {
        put("empty", 0);
        try (InputStream in = open(STORE, "empty")) {
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void refusesToGoOnInAnotherVersion() throws IOException {
        put("replaced", 3_000_000);
        try (var proxy = new HttpFaultProxy(STORE.port(), Fault.TRUNCATE_ANSWER, FIRST_OF_BYTES, 1);
                InputStream in = open(STORE.through(proxy.port()), "replaced")) {
            assertThat(in.readNBytes(1000)).hasSize(1000);
            put("replaced", 3_000_001);

            assertThatThrownBy(in::readAllBytes)
                    .isInstanceOf(IOException.class)
                    .hasMessageEndingWith("/replaced: the object was replaced or deleted while it was read."
                            + " Read it again when it is complete")
                    .cause()
                    .isInstanceOfSatisfying(DromedaryException.class, e -> assertThat(e.category())
                            .isEqualTo(FailureCategory.DATA));
        }
    }

    @Test
    void aStoreThatDoesNotKnowTheConditionIsNotTrusted() throws IOException {
        put("unconditional", 1000);
        try (var proxy = new HttpFaultProxy(STORE.port(), Fault.IGNORE_IF_MATCH, 1, 100);
                InputStream in = open(STORE.through(proxy.port()), "unconditional")) {
            put("unconditional", 1001);

            assertThatThrownBy(in::read).hasMessageContaining("was replaced or deleted while it was read");
        }
    }

    @Test
    void doesNotReadTheRestWhenItIsClosed() throws IOException {
        put("closed", 3_000_000);
        InputStream in = open(STORE, "closed");
        assertThat(in.readNBytes(10)).hasSize(10);

        in.close();

        assertThatThrownBy(in::read).hasMessage("the stream was closed");
    }

    @Test
    void whatIsNotThereIsNoFile() {
        assertThatThrownBy(() -> open(STORE, "none")).isInstanceOf(NoSuchFileException.class);
        assertThat(path(STORE, "none")).doesNotExist();
    }
}
