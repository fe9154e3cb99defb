package io.dromedary.staging.s3;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.staging.ConflictResolution;
import io.dromedary.staging.StagingArea.Commit;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the tables of a run: the PUT of the commit document, under the condition that nobody else was faster.
 * Thread-safe.
 */
final class S3Publication {
    private static final Logger LOG = LoggerFactory.getLogger(S3Publication.class);
    private static final int ATTEMPTS = 100;

    private final S3Destination destination;
    private final ObjectStore store;
    private final RunTag tag;
    private final Set<String> uncertain = ConcurrentHashMap.newKeySet();

    S3Publication(S3Destination destination, RunTag tag) {
        this.destination = destination;
        this.store = destination.store();
        this.tag = tag;
    }

    /** Whether the PUT of a table's document has failed in a way that it may still happen. */
    boolean isUncertain(String table) {
        return uncertain.contains(table);
    }

    boolean isAnyUncertain() {
        return !uncertain.isEmpty();
    }

    void publish(String table, ConflictResolution conflict, Commit commit) {
        if (conflict == ConflictResolution.OVERWRITE) {
            replace(table, conflict, before -> commit.documentFor(table));
            sweep(table);
        } else if (conflict == ConflictResolution.APPEND) {
            replace(table, conflict, before -> before.map(found -> commit.documentAfter(table, found.bytes()))
                    .orElseGet(() -> commit.documentFor(table)));
        } else if (!write(table, commit.documentFor(table), "")) {
            throw DromedaryException.permanent(
                    FailureCategory.DESTINATION,
                    "%s was published by somebody else in the meantime; run the export again."
                            .formatted(destination.pathOf(table)));
        }
    }

    private void replace(
            String table, ConflictResolution conflict, Function<Optional<StoredDocument>, byte[]> document) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Optional<StoredDocument> before = store.find(destination.commitName(table));
            if (before.isEmpty()) {
                destination.findObstacle(table, conflict).ifPresent(obstacle -> {
                    throw DromedaryException.permanent(FailureCategory.DESTINATION, obstacle);
                });
            }
            String etag = before.map(StoredDocument::etag).orElse("");
            if (write(table, document.apply(before), etag)) {
                return;
            }
            // Somebody else has just replaced it too. The last one stays.
        }
        throw DromedaryException.permanent(
                FailureCategory.DESTINATION,
                "%s is replaced by others all the time; run the export again when they have ended."
                        .formatted(destination.pathOf(table)));
    }

    /** False if the condition did not hold. */
    private boolean write(String table, byte[] document, String etag) {
        String name = destination.commitName(table);
        try {
            return store.write(name, document, etag);
        } catch (DromedaryException e) {
            if (!e.isRetryable()) {
                throw e;
            }
            // The request may have been heard, or may be heard yet, so the objects must stay for a while.
            uncertain.add(table);
            if (isThere(name, document)) {
                uncertain.remove(table);
                return true;
            }
            String message =
                    "%s: whether it was published is not known, since the store did not answer; 'dromedary verify' "
                            + "tells. If it was not, its objects are removed by a run after %d minutes. (%s)";
            throw DromedaryException.permanent(
                    FailureCategory.DESTINATION,
                    message.formatted(
                            destination.pathOf(table),
                            store.location().settings().uploads().leaseMinutes(),
                            e.getMessage()),
                    e);
        }
    }

    private boolean isThere(String name, byte[] document) {
        try {
            return store.find(name).filter(found -> found.has(document)).isPresent();
        } catch (DromedaryException e) {
            LOG.debug("{} cannot be read: {}", name, e.getMessage());
            return false;
        }
    }

    /** Removes the files of the one that was replaced. What fails is done when the job ends. */
    private void sweep(String table) {
        try {
            destination.sweep().table(table, tag);
        } catch (DromedaryException e) {
            LOG.warn("{}: what was replaced stays for now: {}", destination.pathOf(table), e.getMessage());
        }
    }
}
