package io.dromedary.testing;

import io.dromedary.settings.S3Settings;
import io.dromedary.settings.S3Settings.ConditionalPut;
import io.dromedary.staging.Location;
import io.dromedary.staging.s3.S3Connection;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** S3Proxy on loopback, with objects in files; one for all tests of a process, a bucket for each of them. */
public final class TestStore {
    /** What it accepts. */
    public static final String ACCESS_KEY = "AKTEST";

    public static final String SECRET_KEY = "store-secret";

    private static final AtomicInteger BUCKETS = new AtomicInteger();
    private static final int PORT = start(AuthenticationType.AWS_V2_OR_V4);

    private final String bucket;
    private final int port;
    private final Path staging;

    private TestStore(String bucket, int port, Path staging) {
        this.bucket = bucket;
        this.port = port;
        this.staging = staging;
    }

    /** A new bucket; parts wait in a directory. */
    public static TestStore createBucket(Path staging) {
        var store = new TestStore("bucket-" + BUCKETS.incrementAndGet(), PORT, staging);
        store.client().createBucket(request -> request.bucket(store.bucket));
        return store;
    }

    /** A new bucket in a store that does not look at signatures, as somebody has to who changes requests. */
    public static TestStore createUnsignedBucket(Path staging) {
        var store = new TestStore("bucket-" + BUCKETS.incrementAndGet(), start(AuthenticationType.NONE), staging);
        store.client().createBucket(request -> request.bucket(store.bucket));
        return store;
    }

    /** The same bucket, reached through somebody on another port. */
    public TestStore through(int otherPort) {
        return new TestStore(bucket, otherPort, staging);
    }

    private static int start(AuthenticationType authentication) {
        // Where the standard chain looks first; the launcher's processes get them as options.
        System.setProperty("aws.accessKeyId", ACCESS_KEY);
        System.setProperty("aws.secretAccessKey", SECRET_KEY);
        try {
            Path directory = Files.createTempDirectory("s3proxy");
            var properties = new Properties();
            properties.setProperty("jclouds.filesystem.basedir", directory.toString());
            properties.setProperty("jclouds.identity", ACCESS_KEY);
            properties.setProperty("jclouds.credential", SECRET_KEY);
            S3Proxy proxy = S3Proxy.builder()
                    .blobStore(new AtomicBlobStore(BlobStores.create("filesystem-nio2", properties)))
                    .awsAuthentication(authentication, ACCESS_KEY, SECRET_KEY)
                    .endpoint(URI.create("http://127.0.0.1:0"))
                    .build();
            proxy.start();
            return proxy.getPort();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public int port() {
        return port;
    }

    public String bucket() {
        return bucket;
    }

    public String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    /** How it is reached, with leases of so many minutes and requests that are sent so often. */
    public S3Settings settings(int leaseMinutes, int attempts) {
        return new S3Settings(
                endpoint(),
                "",
                true,
                "",
                "",
                "",
                ConditionalPut.REQUIRE,
                new S3Settings.Uploads(4, 64, staging, leaseMinutes, attempts));
    }

    /** A place in the bucket. */
    public Location.S3 location(String prefix) {
        return location(prefix, 30, 3);
    }

    /** A place in the bucket, with leases of so many minutes and requests that are sent so often. */
    public Location.S3 location(String prefix, int leaseMinutes, int attempts) {
        return new Location.S3(bucket, prefix, settings(leaseMinutes, attempts));
    }

    /** What a job says of it, in its section {@code s3}. */
    public Map<String, Object> section() {
        return Map.of("endpoint", endpoint(), "path_style", true);
    }

    public S3Client client() {
        return S3Connection.of(settings(30, 3)).client();
    }

    /** The keys of all objects, sorted. */
    public List<String> keys() {
        return client().listObjectsV2Paginator(request -> request.bucket(bucket)).contents().stream()
                .map(S3Object::key)
                .sorted()
                .toList();
    }

    /** How many uploads were begun and not ended. */
    public int openUploads() {
        return client().listMultipartUploads(request -> request.bucket(bucket))
                .uploads()
                .size();
    }

    public byte[] read(String key) {
        return client().getObjectAsBytes(request -> request.bucket(bucket).key(key))
                .asByteArray();
    }

    public void write(String key, String text) {
        client().putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString(text));
    }

    public void delete(String key) {
        client().deleteObject(request -> request.bucket(bucket).key(key));
    }

    /** Copies all objects below a prefix into a directory, for those who read files only. */
    public void download(String prefix, Path directory) throws IOException {
        for (String key : keys()) {
            if (key.startsWith(prefix)) {
                Path file = directory.resolve(key);
                Files.createDirectories(file.getParent());
                Files.write(file, read(key));
            }
        }
    }
}
