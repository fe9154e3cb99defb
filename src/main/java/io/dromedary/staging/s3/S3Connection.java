package io.dromedary.staging.s3;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.settings.S3Settings;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * What a process has for a store: one client, the threads that upload, and the room on disk for what they upload. There
 * is one for each store and its settings; it lasts as long as the process.
 *
 * @param client the client
 * @param uploads threads that end when they are idle and do not keep the process alive
 * @param room megabytes of parts that may wait or be sent
 */
public record S3Connection(S3Client client, ExecutorService uploads, Semaphore room) {
    private static final Map<S3Settings, S3Connection> OPEN = new ConcurrentHashMap<>();
    private static final int IDLE_SECONDS = 10;

    /**
     * The connection for some settings.
     *
     * @throws DromedaryException {@code CONFIGURATION}, if the settings cannot be followed
     */
    public static S3Connection of(S3Settings settings) {
        return OPEN.computeIfAbsent(settings, S3Connection::open);
    }

    private static S3Connection open(S3Settings settings) {
        int threads = settings.uploads().threads();
        var number = new AtomicInteger();
        var uploads = new ThreadPoolExecutor(
                threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    var thread = new Thread(work, "upload-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        uploads.allowCoreThreadTimeOut(true);
        return new S3Connection(
                client(settings), uploads, new Semaphore(settings.uploads().stagingMegabytes(), true));
    }

    private static S3Client client(S3Settings settings) {
        S3ClientBuilder builder = S3Client.builder()
                .credentialsProvider(credentials(settings))
                .forcePathStyle(settings.pathStyle())
                .httpClientBuilder(ApacheHttpClient.builder()
                        .maxConnections(settings.uploads().threads() + 64)
                        .connectionTimeout(Duration.ofSeconds(10))
                        .socketTimeout(Duration.ofSeconds(60)))
                .overrideConfiguration(
                        override -> override.retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(settings.uploads().attempts())
                                .build()));
        if (!settings.endpoint().isEmpty()) {
            builder.endpointOverride(endpoint(settings.endpoint()));
        }
        if (!settings.region().isEmpty()) {
            builder.region(Region.of(settings.region()));
        } else if (!settings.endpoint().isEmpty()) {
            // Other stores do not care, but requests are signed with one.
            builder.region(Region.US_EAST_1);
        }
        try {
            return builder.build();
        } catch (SdkClientException e) {
            throw refused("The region of the store is not known; set s3.region, or AWS_REGION in the environment.");
        }
    }

    private static URI endpoint(String text) {
        if (text.contains("@")) {
            throw refused("s3.endpoint has a user or password in it, which is not shown here; leave it out and set "
                    + "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or s3.access_key_env and s3.secret_key_env.");
        }
        try {
            URI endpoint = URI.create(text);
            if (endpoint.getHost() != null && endpoint.getScheme().matches("https?")) {
                return endpoint;
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw refused("s3.endpoint is \"%s\" but has to be an address like https://s3.example.com.".formatted(text));
    }

    private static AwsCredentialsProvider credentials(S3Settings settings) {
        if (settings.accessKeyEnv().isEmpty() && settings.secretKeyEnv().isEmpty()) {
            return DefaultCredentialsProvider.builder().build();
        }
        String access = variable("access_key_env", settings.accessKeyEnv());
        String secret = variable("secret_key_env", settings.secretKeyEnv());
        return StaticCredentialsProvider.create(
                settings.sessionTokenEnv().isEmpty()
                        ? AwsBasicCredentials.create(access, secret)
                        : AwsSessionCredentials.create(
                                access, secret, variable("session_token_env", settings.sessionTokenEnv())));
    }

    private static String variable(String key, String name) {
        String value = name.isEmpty() ? null : System.getenv(name);
        if (value == null || value.isBlank()) {
            throw refused(
                    name.isEmpty()
                            ? "s3.%s is missing: both keys come from variables, or none.".formatted(key)
                            : "s3.%s names the environment variable %s, which is not set; set it, or leave the key out."
                                    .formatted(key, name));
        }
        return value.strip();
    }

    private static DromedaryException refused(String message) {
        return DromedaryException.permanent(FailureCategory.CONFIGURATION, message);
    }
}
