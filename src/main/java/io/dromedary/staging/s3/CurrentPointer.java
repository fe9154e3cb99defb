package io.dromedary.staging.s3;

import io.dromedary.failure.DromedaryException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The object beside the versions of a table that names the newest of them: {@code public_orders.CURRENT}. It is written
 * after the version is published, so what it names is always whole.
 */
final class CurrentPointer {
    private static final Logger LOG = LoggerFactory.getLogger(CurrentPointer.class);
    private static final String SUFFIX = ".CURRENT";
    private static final int ATTEMPTS = 20;

    private final ObjectStore store;

    CurrentPointer(ObjectStore store) {
        this.store = store;
    }

    /** The table that an object is a pointer of; empty if it is none. */
    static Optional<String> findTable(String name) {
        return name.endsWith(SUFFIX)
                ? Optional.of(name.substring(0, name.length() - SUFFIX.length()))
                : Optional.empty();
    }

    /** What the pointer of a table names, the directory of a version. */
    Optional<String> findVersion(String table) {
        return store.find(table + SUFFIX).map(CurrentPointer::version);
    }

    private static String version(StoredDocument document) {
        return new String(document.bytes(), StandardCharsets.UTF_8).strip();
    }

    /** Names a version, unless a newer one is named. That it fails is a warning: the version is published. */
    void advance(String table, String version) {
        try {
            for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                Optional<StoredDocument> found = store.find(table + SUFFIX);
                if (found.filter(document -> isNewer(version(document), version))
                        .isPresent()) {
                    return;
                }
                String etag = found.map(StoredDocument::etag).orElse("");
                if (store.write(table + SUFFIX, (version + "\n").getBytes(StandardCharsets.UTF_8), etag)) {
                    return;
                }
            }
            LOG.warn("{}{}: others write it all the time; it was left alone", table, SUFFIX);
        } catch (DromedaryException e) {
            LOG.warn("{} is published, but {}{} does not name it yet: {}", version, table, SUFFIX, e.getMessage());
        }
    }

    /** Names grow with their versions; of the same length the later in the alphabet is the newer. */
    private static boolean isNewer(String one, String other) {
        return one.length() != other.length() ? one.length() > other.length() : one.compareTo(other) > 0;
    }
}
