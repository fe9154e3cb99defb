package io.dromedary.staging.s3;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * The bytes of one version of an object, by one request. Where its connection breaks, the next one goes on from the
 * byte that was reached. Nothing is asked for before the first byte is. For one thread; another one may close it.
 */
final class ObjectInput extends InputStream {
    private static final Logger LOG = LoggerFactory.getLogger(ObjectInput.class);
    private static final int PAUSE_MILLIS = 100;
    private static final int PAUSE_MILLIS_MAX = 5000;

    private final ObjectReads reads;
    private final ObjectVersion version;
    private long position;
    private volatile boolean isClosed;
    private volatile @Nullable ResponseInputStream<GetObjectResponse> answer;

    ObjectInput(ObjectReads reads, ObjectVersion version) {
        this.reads = reads;
        this.version = version;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int failures = 0;
        while (position < version.bytes()) {
            InputStream in = open();
            try {
                int count = in.read(target, from, (int) Math.min(length, version.bytes() - position));
                if (count < 0) {
                    throw new EOFException("the connection ended");
                }
                position += count;
                return count;
            } catch (IOException e) {
                abort();
                failures++;
                pause(failures, e);
            } catch (SdkException e) {
                abort();
                throw failure(e);
            }
        }
        end();
        return -1;
    }

    /** Only behind its end an answer is held against the checksum that the store has sent with it. */
    private void end() throws IOException {
        ResponseInputStream<GetObjectResponse> open = answer;
        answer = null;
        if (open == null) {
            return;
        }
        try (open) {
            int more = open.read();
            LOG.trace("{} at the end of {}", more, version.name());
        } catch (IOException e) {
            // All bytes are here.
            open.abort();
        } catch (SdkException e) {
            throw failure(e);
        }
    }

    private InputStream open() throws IOException {
        ResponseInputStream<GetObjectResponse> open = answer;
        if (open == null && !isClosed) {
            try {
                open = reads.open(version, position);
            } catch (DromedaryException e) {
                throw new IOException(e.getMessage(), e);
            }
            answer = open;
        }
        if (isClosed || open == null) {
            abort();
            throw new IOException("the stream was closed");
        }
        return open;
    }

    private void pause(int failures, IOException e) throws IOException {
        String name = reads.store().location() + "/" + version.name();
        if (isClosed) {
            throw e;
        } else if (failures >= reads.store().location().settings().uploads().attempts()) {
            String message = "%s: the connection broke %d times at byte %,d of %,d (%s); run it again later."
                    .formatted(name, failures, position, version.bytes(), e.getMessage());
            throw new IOException(message, DromedaryException.transientFailure(FailureCategory.SOURCE, message, e));
        }
        LOG.debug("{}: goes on at byte {} after: {}", name, position, e.getMessage());
        try {
            TimeUnit.MILLISECONDS.sleep(Math.min(PAUSE_MILLIS_MAX, (long) PAUSE_MILLIS << Math.min(failures, 16)));
        } catch (InterruptedException interrupted) {
            throw stopped();
        }
    }

    private IOException failure(SdkException e) {
        if (e instanceof AbortedException) {
            return stopped();
        }
        DromedaryException known = reads.store().failure(version.name(), e);
        return new IOException(known.getMessage(), known);
    }

    private static IOException stopped() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("the reading was stopped");
    }

    private void abort() {
        ResponseInputStream<GetObjectResponse> open = answer;
        answer = null;
        if (open != null) {
            // Closing it would read the rest first.
            open.abort();
        }
    }

    @Override
    public void close() {
        isClosed = true;
        abort();
    }
}
