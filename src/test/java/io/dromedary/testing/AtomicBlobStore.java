package io.dromedary.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * A store whose requests happen one after another, as S3 promises. In files, the condition of a PUT is looked at before
 * the object is replaced, so two of them can both hold, and who reads meanwhile may find nothing.
 */
final class AtomicBlobStore extends ForwardingBlobStore {
    private final Object turn = new Object();

    AtomicBlobStore(BlobStore files) {
        super(files);
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream body) {
        // Whoever sends slowly, or not to the end, keeps nobody waiting.
        byte[] bytes = read(body);
        synchronized (turn) {
            return super.putBlob(request, new ByteArrayInputStream(bytes));
        }
    }

    private static byte[] read(InputStream body) {
        try {
            return body.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
        synchronized (turn) {
            return super.getBlob(request);
        }
    }

    @Override
    public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
        synchronized (turn) {
            return super.blobMetadata(request);
        }
    }

    @Override
    public HeadObjectResponse blobMetadataIfPresent(HeadObjectRequest request) {
        synchronized (turn) {
            return super.blobMetadataIfPresent(request);
        }
    }

    @Override
    public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
        synchronized (turn) {
            return super.removeBlob(request);
        }
    }

    @Override
    public ListObjectsV2Response list(ListObjectsV2Request request) {
        synchronized (turn) {
            return super.list(request);
        }
    }
}
