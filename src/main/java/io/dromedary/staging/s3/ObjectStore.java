package io.dromedary.staging.s3;

import io.dromedary.failure.DromedaryException;
import io.dromedary.settings.S3Settings.ConditionalPut;
import io.dromedary.staging.Location;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The objects of one location, by their names below its prefix. Requests that fail for a reason that may pass have been
 * tried several times; what fails for good is a {@link DromedaryException}. Thread-safe.
 */
final class ObjectStore {
    private static final int DELETED_AT_ONCE = 1000;

    private final Location.S3 location;
    private final Access access;
    private final S3Client client;

    /** For somebody who publishes there. */
    ObjectStore(Location.S3 location) {
        this(location, Access.PUBLISH);
    }

    ObjectStore(Location.S3 location, Access access) {
        this.location = location;
        this.access = access;
        this.client = S3Connection.of(location.settings()).client();
    }

    /**
     * An object.
     *
     * @param name below the prefix
     * @param bytes its size
     */
    record StoredObject(String name, long bytes) {}

    /**
     * What lies directly in a directory.
     *
     * @param directories names below the prefix, without a slash at the end
     * @param objects of the directory itself
     */
    record Children(List<String> directories, List<StoredObject> objects) {}

    /**
     * An upload in parts that was begun.
     *
     * @param name of the object it will be
     * @param id its name for the store
     */
    record OpenUpload(String name, String id) {}

    Location.S3 location() {
        return location;
    }

    /** Whether conditions are used here. */
    private boolean isConditional() {
        return location.settings().conditionalPut() != ConditionalPut.OFF;
    }

    /** Reads a small object; empty if there is none. */
    Optional<StoredDocument> find(String name) {
        return about(name, () -> {
            try {
                ResponseBytes<GetObjectResponse> got = client.getObjectAsBytes(
                        request -> request.bucket(location.bucket()).key(location.key(name)));
                byte[] bytes = checked(got, whole(got.response().contentLength()));
                return Optional.of(
                        new StoredDocument(bytes, whole(got.response().eTag()), age(got.response())));
            } catch (NoSuchKeyException e) {
                return Optional.empty();
            }
        });
    }

    private static byte[] checked(ResponseBytes<GetObjectResponse> got, long expected) {
        byte[] bytes = got.asByteArrayUnsafe();
        if (bytes.length != expected) {
            throw new CutOffException();
        }
        return bytes;
    }

    /** By the clock of the store, since ours may be wrong. */
    private static Duration age(GetObjectResponse response) {
        SdkHttpResponse http = response.sdkHttpResponse();
        Instant now = http.firstMatchingHeader("Date")
                .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant())
                .orElseGet(Instant::now);
        return Duration.between(whole(response.lastModified()), now);
    }

    /** The size of an object; negative if there is none. */
    long size(String name) {
        return about(name, () -> {
            try {
                return whole(client.headObject(
                                request -> request.bucket(location.bucket()).key(location.key(name)))
                        .contentLength());
            } catch (NoSuchKeyException e) {
                return -1L;
            }
        });
    }

    /** Bytes of an object. */
    byte[] read(String name, long start, long end) {
        return about(
                name,
                () -> checked(
                        client.getObjectAsBytes(request -> request.bucket(location.bucket())
                                .key(location.key(name))
                                .range("bytes=%d-%d".formatted(start, end - 1))),
                        end - start));
    }

    /** Writes an object, whatever is there. */
    void put(String name, byte[] bytes) {
        about(
                name,
                () -> client.putObject(
                        request -> request.bucket(location.bucket()).key(location.key(name)),
                        RequestBody.fromBytes(bytes)));
    }

    /** Writes an object if there is none; false if there is one. */
    boolean create(String name, byte[] bytes) {
        return write(name, bytes, "");
    }

    /**
     * Writes an object in the place of another.
     *
     * @param etag of the one that is there; empty: none is
     * @return false if something else is there by now
     */
    boolean write(String name, byte[] bytes, String etag) {
        return about(name, () -> {
            try {
                client.putObject(
                        request -> {
                            request.bucket(location.bucket()).key(location.key(name));
                            if (isConditional() && etag.isEmpty()) {
                                request.ifNoneMatch("*");
                            } else if (isConditional()) {
                                request.ifMatch(etag);
                            }
                        },
                        RequestBody.fromBytes(bytes));
                return true;
            } catch (S3Exception e) {
                if (e.statusCode() == 412 || e.statusCode() == 409 || e instanceof NoSuchKeyException) {
                    // The answer to the first try may have been lost, and a second one sees what the first has done.
                    return find(name).filter(found -> found.has(bytes)).isPresent();
                }
                throw e;
            }
        });
    }

    /** Whether there is anything under a directory. */
    boolean hasAny(String directory) {
        return about(directory, () -> client.listObjectsV2(request -> request.bucket(location.bucket())
                        .prefix(location.key(directory) + "/")
                        .maxKeys(1))
                .hasContents());
    }

    /** All objects under a directory, however deep. */
    List<StoredObject> list(String directory) {
        String prefix = location.key(directory) + "/";
        return about(directory, () -> {
            List<StoredObject> objects = new ArrayList<>();
            for (ListObjectsV2Response page : client.listObjectsV2Paginator(
                    request -> request.bucket(location.bucket()).prefix(prefix))) {
                whole(page.isTruncated());
                page.contents().stream().map(this::object).forEach(objects::add);
            }
            return objects;
        });
    }

    /** What lies directly in a directory; the empty name is the location itself. */
    Children children(String directory) {
        String prefix = prefix(directory);
        return about(directory, () -> {
            List<String> directories = new ArrayList<>();
            List<StoredObject> objects = new ArrayList<>();
            for (ListObjectsV2Response page : client.listObjectsV2Paginator(
                    request -> request.bucket(location.bucket()).prefix(prefix).delimiter("/"))) {
                whole(page.isTruncated());
                page.commonPrefixes().stream()
                        .map(CommonPrefix::prefix)
                        .forEach(found -> directories.add(name(found.substring(0, found.length() - 1))));
                page.contents().stream().map(this::object).forEach(objects::add);
            }
            return new Children(directories, objects);
        });
    }

    /** What the keys under a directory begin with; the empty name is the location itself. */
    private String prefix(String directory) {
        String key = directory.isEmpty() ? location.prefix() : location.key(directory);
        return key.isEmpty() ? "" : key + "/";
    }

    private StoredObject object(S3Object object) {
        return new StoredObject(name(object.key()), object.size());
    }

    private String name(String key) {
        return location.prefix().isEmpty()
                ? key
                : key.substring(location.prefix().length() + 1);
    }

    /** Deletes objects; those that are not there are no failure. */
    void delete(Collection<String> names) {
        List<String> all = List.copyOf(names);
        for (int from = 0; from < all.size(); from += DELETED_AT_ONCE) {
            List<ObjectIdentifier> keys = all.subList(from, Math.min(all.size(), from + DELETED_AT_ONCE)).stream()
                    .map(name ->
                            ObjectIdentifier.builder().key(location.key(name)).build())
                    .toList();
            about(all.get(from), () -> {
                var deleted = client.deleteObjects(request -> request.bucket(location.bucket())
                        .delete(delete -> delete.objects(keys).quiet(true)));
                if (deleted.hasErrors() && !deleted.errors().isEmpty()) {
                    throw S3Exception.builder()
                            .message(deleted.errors().get(0).message())
                            .statusCode(403)
                            .build();
                }
                return deleted;
            });
        }
    }

    /** The uploads that were begun under a directory; the empty name is the location itself. */
    List<OpenUpload> uploads(String directory) {
        String prefix = prefix(directory);
        return about(directory, () -> {
            List<OpenUpload> uploads = new ArrayList<>();
            for (ListMultipartUploadsResponse page : client.listMultipartUploadsPaginator(
                    request -> request.bucket(location.bucket()).prefix(prefix))) {
                whole(page.isTruncated());
                page.uploads().forEach(upload -> uploads.add(new OpenUpload(name(upload.key()), upload.uploadId())));
            }
            return uploads;
        });
    }

    /** Gives an upload up; one that is gone already is no failure. */
    void abort(OpenUpload upload) {
        about(upload.name(), () -> {
            try {
                return client.abortMultipartUpload(request -> request.bucket(location.bucket())
                        .key(location.key(upload.name()))
                        .uploadId(upload.id()));
            } catch (NoSuchUploadException e) {
                return e;
            }
        });
    }

    /** Makes a request, again where its answer was cut off, and a failure of ours of its failure. */
    <T> T about(String name, Supplier<T> request) {
        for (int attempt = 1; ; attempt++) {
            try {
                return request.get();
            } catch (SdkException e) {
                if (!isCutOff(e) || attempt >= location.settings().uploads().attempts()) {
                    throw failure(name, e);
                }
            }
        }
    }

    /** A failure of ours of the failure of a request. */
    DromedaryException failure(String name, SdkException e) {
        return new S3Failure(location, access).of(name, e);
    }

    /** The client tries most failures again by itself, but not an answer that ends in the middle. */
    private static boolean isCutOff(SdkException e) {
        return e instanceof CutOffException
                || String.valueOf(e.getMessage()).startsWith("Could not parse XML response");
    }

    /** An answer that lacks what every answer has: the connection ended in the middle of it. */
    private static final class CutOffException extends SdkException {
        private static final long serialVersionUID = 1L;

        CutOffException() {
            super(SdkException.builder().message("its answer was cut off"));
        }
    }

    /** What an answer must have; the client takes one that was cut off for a whole one without it. */
    static <T> T whole(@Nullable T part) {
        if (part == null) {
            throw new CutOffException();
        }
        return part;
    }

    S3Client client() {
        return client;
    }
}
