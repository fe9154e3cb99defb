package io.dromedary.load;

import io.dromedary.dialect.LoadedFile;
import org.jspecify.annotations.Nullable;

/** What the database is to remember of a file, which is known as a whole when the file is read. */
final class Account {
    private final LoadRequest request;
    private final String file;
    private final String identity;
    private final String fingerprint;
    private final ContentDigest digest;
    private @Nullable String content;

    Account(LoadRequest request, String file, String identity, String fingerprint, ContentDigest digest) {
        this.request = request;
        this.file = file;
        this.identity = identity;
        this.fingerprint = fingerprint;
        this.digest = digest;
    }

    ContentDigest digest() {
        return digest;
    }

    /** The digest of the content; waits until all of it is read. */
    synchronized String content() {
        String known = content;
        if (known == null) {
            known = digest.value();
            content = known;
        }
        return known;
    }

    /** How many bytes the file has, or were read so far. */
    long bytes() {
        return digest.bytes();
    }

    LoadedFile of(long rows, long rejected) {
        return new LoadedFile(
                content(),
                identity,
                fingerprint,
                request.table(),
                file,
                bytes(),
                rows,
                rejected,
                request.name(),
                request.settings().rules().isForced());
    }
}
