package io.dromedary.staging.s3;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.process.ProcessIdentity;
import io.dromedary.settings.S3Settings;
import io.dromedary.settings.S3Settings.ConditionalPut;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right of a run to what it has uploaded. It lasts while its marker is renewed, which happens in the background.
 * Whoever takes the run for gone replaces the marker under a condition, so that the run learns of it before it can
 * publish. Thread-safe.
 */
final class Lease implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);
    private static final int RENEWALS = 20;
    private static final String IGNORES = "%s ignores conditions on PUT (%s), so that two runs could publish the same "
            + "table at once. Use a store that knows them, or set s3.conditional_put to off and run one job at a time.";

    private final ObjectStore store;
    private final String job;
    private final String name;
    private final ScheduledExecutorService heartbeat;
    private String etag;
    private long sign = 1;

    private Lease(ObjectStore store, String job, String etag) {
        this.store = store;
        this.job = job;
        this.name = Runs.marker(job);
        this.etag = etag;
        heartbeat = Executors.newSingleThreadScheduledExecutor(work -> {
            var thread = new Thread(work, "s3-lease");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Begins a run, and tries out on its marker whether the store knows conditions.
     *
     * @throws DromedaryException {@code DESTINATION}, if it does not and is not to be trusted without
     */
    static Lease begin(ObjectStore store, String job) {
        String name = Runs.marker(job);
        byte[] marker = RunMarker.of(job, ProcessIdentity.OWN, 1).bytes();
        if (!store.create(name, marker)) {
            throw new IllegalStateException("Job %s has begun already".formatted(job));
        }
        S3Settings settings = store.location().settings();
        if (settings.conditionalPut() == ConditionalPut.REQUIRE) {
            probe(store, name);
        }
        var lease = new Lease(store, job, etag(store, name));
        long period = Math.max(1, TimeUnit.MINUTES.toMillis(settings.uploads().leaseMinutes()) / RENEWALS);
        ScheduledFuture<?> beats =
                lease.heartbeat.scheduleWithFixedDelay(lease::renewQuietly, period, period, TimeUnit.MILLISECONDS);
        LOG.debug("{} is renewed every {} ms: {}", name, period, beats);
        return lease;
    }

    private static void probe(ObjectStore store, String name) {
        byte[] other = "{\"probe\": true}".getBytes(StandardCharsets.UTF_8);
        String ignored = "";
        if (store.create(name, other)) {
            ignored = "If-None-Match";
        } else if (store.write(name, other, "\"00000000000000000000000000000000\"")) {
            ignored = "If-Match";
        }
        if (!ignored.isEmpty()) {
            store.delete(List.of(name));
            throw DromedaryException.permanent(
                    FailureCategory.DESTINATION, IGNORES.formatted(store.location(), ignored));
        }
    }

    private static String etag(ObjectStore store, String name) {
        return store.find(name).map(StoredDocument::etag).orElse("");
    }

    /**
     * Gives a sign of life.
     *
     * @throws DromedaryException {@code DESTINATION}, if the run was taken for gone, or the store cannot be reached
     */
    synchronized void renew() {
        byte[] marker = RunMarker.of(job, ProcessIdentity.OWN, sign + 1).bytes();
        if (!etag.isEmpty() && store.write(name, marker, etag)) {
            sign++;
            etag = etag(store, name);
            return;
        }
        etag = "";
        throw DromedaryException.permanent(
                FailureCategory.DESTINATION,
                "%s: job %s gave no sign of life for too long, and another run has removed its files. Nothing more is "
                                .formatted(store.location(), job)
                        + "published; run the export again.");
    }

    private void renewQuietly() {
        try {
            renew();
        } catch (DromedaryException e) {
            LOG.warn("{}", e.getMessage());
        }
    }

    /** From now on only time tells that the run is gone: something of it may still arrive. */
    synchronized void leaveToTime() {
        heartbeat.shutdownNow();
        if (!etag.isEmpty()) {
            store.write(name, RunMarker.uncertain(job, sign + 1).bytes(), etag);
        }
    }

    /** Ends the run. Only when nothing of it is left but what is published. */
    synchronized void end() {
        close();
        if (!etag.isEmpty()) {
            store.delete(List.of(name));
        }
    }

    /** Gives no more signs of life. */
    @Override
    public void close() {
        heartbeat.shutdownNow();
    }
}
