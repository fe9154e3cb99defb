package io.dromedary.settings;

import java.nio.file.Path;

/**
 * How to reach a store that speaks S3, and how to upload to it. An empty text is "as the standard chain of AWS says".
 * Holds names of environment variables, never keys.
 *
 * @param endpoint address of the store; empty: Amazon's own
 * @param region its region
 * @param pathStyle whether the bucket is a part of the path and not of the host name
 * @param accessKeyEnv the environment variable that has the access key
 * @param secretKeyEnv the one that has the secret key
 * @param sessionTokenEnv the one that has a session token
 * @param conditionalPut how far the store is trusted with conditions
 * @param uploads limits of this machine
 */
public record S3Settings(
        String endpoint,
        String region,
        boolean pathStyle,
        String accessKeyEnv,
        String secretKeyEnv,
        String sessionTokenEnv,
        ConditionalPut conditionalPut,
        Uploads uploads) {

    /** What is known of the store's {@code If-None-Match} and {@code If-Match} on PUT. */
    public enum ConditionalPut {
        /** Tried out by each job; a store that ignores them is refused. */
        REQUIRE,
        /** Relied on without being tried out. */
        ASSUME,
        /** Not used: only one job at a time may publish there. */
        OFF
    }

    /**
     * Limits of this machine, of all jobs of the process together.
     *
     * @param threads parts that are sent at once
     * @param stagingMegabytes parts that wait or are sent, of 1,048,576 bytes
     * @param stagingDirectory where they wait
     * @param leaseMinutes after how long without a sign of life a job on another machine counts as gone
     * @param attempts how often a request is sent that fails for a reason that may pass
     */
    public record Uploads(int threads, int stagingMegabytes, Path stagingDirectory, int leaseMinutes, int attempts) {}

    /** What {@code application.properties} has when nothing is changed there. */
    public static final S3Settings DEFAULT = new S3Settings(
            "", "", false, "", "", "", ConditionalPut.REQUIRE, new Uploads(8, 256, Path.of("staging"), 30, 6));
}
