package io.dromedary.staging.s3;

import static io.dromedary.staging.s3.ObjectStore.whole;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Looks at objects, and reads one version of each. Thread-safe. */
final class ObjectReads {
    private final ObjectStore store;

    ObjectReads(ObjectStore store) {
        this.store = store;
    }

    /** What there is under a name now; empty if there is nothing. */
    Optional<ObjectVersion> find(String name) {
        return store.about(name, () -> {
            try {
                HeadObjectResponse head = store.client()
                        .headObject(request -> request.bucket(store.location().bucket())
                                .key(store.location().key(name)));
                return Optional.of(new ObjectVersion(
                        name, whole(head.contentLength()), whole(head.eTag()), whole(head.lastModified())));
            } catch (NoSuchKeyException e) {
                return Optional.empty();
            } catch (S3Exception e) {
                hearWhy(name);
                throw e;
            }
        });
    }

    /** The answer to the same request with a body, in which the store says what it has against us. */
    private void hearWhy(String name) {
        store.client()
                .getObjectAsBytes(request -> request.bucket(store.location().bucket())
                        .key(store.location().key(name))
                        .range("bytes=0-0"));
    }

    /**
     * Starts to read a version from one of its bytes on, which is before its end.
     *
     * @throws DromedaryException {@code DATA} if another one is there by now
     */
    ResponseInputStream<GetObjectResponse> open(ObjectVersion version, long from) {
        return store.about(version.name(), () -> {
            try {
                ResponseInputStream<GetObjectResponse> opened = store.client().getObject(request -> {
                    request.bucket(store.location().bucket())
                            .key(store.location().key(version.name()))
                            .ifMatch(version.etag());
                    if (from > 0) {
                        request.range("bytes=%d-".formatted(from));
                    }
                });
                boolean isOther = !version.etag().equals(opened.response().eTag())
                        || whole(opened.response().contentLength()) != version.bytes() - from;
                if (isOther) {
                    opened.abort();
                    throw replaced(version);
                }
                return opened;
            } catch (S3Exception e) {
                if (e.statusCode() == 412 || e.statusCode() == 404) {
                    throw replaced(version);
                }
                throw e;
            }
        });
    }

    private DromedaryException replaced(ObjectVersion version) {
        return DromedaryException.permanent(
                FailureCategory.DATA,
                "%s/%s: the object was replaced or deleted while it was read. Read it again when it is complete"
                        .formatted(store.location(), version.name()));
    }

    ObjectStore store() {
        return store;
    }
}
