package io.dromedary.staging.s3;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * An object that is uploaded in parts, several at once, each with a checksum that the store compares. One of a single
 * part is sent whole instead. For one thread, beside those that upload.
 */
final class MultipartFile {
    private static final Logger LOG = LoggerFactory.getLogger(MultipartFile.class);

    private final ObjectStore store;
    private final String name;
    private final ExecutorService uploads;
    private final List<Future<CompletedPart>> parts = new ArrayList<>();
    private String uploadId = "";
    private volatile boolean aborted;

    MultipartFile(ObjectStore store, String name, ExecutorService uploads) {
        this.store = store;
        this.name = name;
        this.uploads = uploads;
    }

    /**
     * A part that waits on disk.
     *
     * @param file where; deleted when it is sent or given up
     * @param release called then
     */
    record Part(Path file, Runnable release) {
        void drop() {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                LOG.warn("{} could not be removed and stays until the next start: {}", file, e.toString());
            }
            release.run();
        }
    }

    /** Parts so far. */
    int count() {
        return parts.size();
    }

    /** Begins to send the next part, of an object with more than one. Fails if one before has failed. */
    void add(Part part) {
        try {
            for (Future<CompletedPart> sent : parts) {
                if (sent.isDone()) {
                    await(sent);
                }
            }
            if (uploadId.isEmpty()) {
                uploadId = store.about(
                        name,
                        () -> ObjectStore.whole(store.client()
                                .createMultipartUpload(request ->
                                        request.bucket(bucket()).key(key()).checksumAlgorithm(ChecksumAlgorithm.CRC32))
                                .uploadId()));
            }
        } catch (RuntimeException e) {
            part.drop();
            throw e;
        }
        int number = parts.size() + 1;
        parts.add(uploads.submit(() -> send(part, number)));
    }

    private CompletedPart send(Part part, int number) {
        try {
            checkGoingOn();
            return store.about(
                    name,
                    () -> completed(
                            number,
                            store.client()
                                    .uploadPart(
                                            request -> request.bucket(bucket())
                                                    .key(key())
                                                    .uploadId(uploadId)
                                                    .partNumber(number)
                                                    .checksumAlgorithm(ChecksumAlgorithm.CRC32),
                                            RequestBody.fromFile(part.file()))));
        } finally {
            part.drop();
        }
    }

    private static CompletedPart completed(int number, UploadPartResponse sent) {
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(ObjectStore.whole(sent.eTag()))
                .checksumCRC32(sent.checksumCRC32())
                .build();
    }

    /** Sends an object that has only one part, and waits for it. */
    void sendWhole(Part part) {
        parts.add(uploads.submit(() -> {
            try {
                checkGoingOn();
                store.about(name, () -> store.client()
                        .putObject(
                                request ->
                                        request.bucket(bucket()).key(key()).checksumAlgorithm(ChecksumAlgorithm.CRC32),
                                RequestBody.fromFile(part.file())));
                return CompletedPart.builder().build();
            } finally {
                part.drop();
            }
        }));
        await(parts.get(0));
    }

    private void checkGoingOn() {
        if (aborted) {
            throw DromedaryException.permanent(FailureCategory.CANCELLED, name + " was given up.");
        }
    }

    /**
     * Waits for all parts and makes an object of them.
     *
     * @param bytes what its size has to be
     */
    void complete(long bytes) {
        List<CompletedPart> completed = parts.stream().map(MultipartFile::await).toList();
        store.about(name, () -> {
            try {
                return store.client().completeMultipartUpload(request -> request.bucket(bucket())
                        .key(key())
                        .uploadId(uploadId)
                        .multipartUpload(all -> all.parts(completed)));
            } catch (NoSuchUploadException e) {
                // The answer to the first try may have been lost.
                if (store.size(name) == bytes) {
                    return e;
                }
                throw e;
            }
        });
        uploadId = "";
    }

    /** Gives up what was sent, if the object is not complete. */
    void abort() {
        aborted = true;
        for (Future<CompletedPart> part : parts) {
            try {
                await(part);
            } catch (DromedaryException e) {
                LOG.debug("{}: a part was given up: {}", name, e.getMessage());
            }
        }
        if (!uploadId.isEmpty()) {
            try {
                store.abort(new ObjectStore.OpenUpload(name, uploadId));
            } catch (DromedaryException e) {
                LOG.warn("{}: an upload stays until the job is tidied up: {}", name, e.getMessage());
            }
        }
    }

    private static CompletedPart await(Future<CompletedPart> part) {
        try {
            return part.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw DromedaryException.permanent(FailureCategory.CANCELLED, "The upload was interrupted.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DromedaryException known) {
                throw known;
            }
            throw DromedaryException.permanent(FailureCategory.BUG, String.valueOf(e.getCause()), e);
        }
    }

    private String bucket() {
        return store.location().bucket();
    }

    private String key() {
        return store.location().key(name);
    }
}
