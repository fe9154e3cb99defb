package io.dromedary.staging.s3;

import java.time.Duration;
import java.util.Arrays;

/** A small object that was read. */
final class StoredDocument {
    private final byte[] bytes;
    private final String etag;
    private final Duration age;

    /**
     * A document.
     *
     * @param etag names this content, for conditions
     * @param age since it was written, by the clock of the store
     */
    StoredDocument(byte[] bytes, String etag, Duration age) {
        this.bytes = bytes;
        this.etag = etag;
        this.age = age;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Whether it is word for word the same as another. */
    boolean has(byte[] content) {
        return Arrays.equals(bytes, content);
    }

    String etag() {
        return etag;
    }

    Duration age() {
        return age;
    }
}
