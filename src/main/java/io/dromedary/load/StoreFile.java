package io.dromedary.load;

import io.dromedary.dialect.LoadHistory;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.load.input.InputFailures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file of a store such as S3. It is read from its start to its end once, and its digest is made of the bytes as they
 * pass. What the store calls its content, the ETag, tells without reading it whether it was loaded before.
 */
final class StoreFile implements SourceFile {
    private final Path path;
    private @Nullable BasicFileAttributes found;

    StoreFile(Path path) {
        this.path = path;
    }

    /** As it was when it was looked at first. */
    private BasicFileAttributes attributes() throws IOException {
        BasicFileAttributes known = found;
        if (known == null) {
            known = now();
            found = known;
        }
        return known;
    }

    private BasicFileAttributes now() throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class);
    }

    @Override
    public void require() {
        try {
            if (attributes().isRegularFile()) {
                return;
            }
        } catch (NoSuchFileException e) {
            throw InputFailures.unfit(path.toString(), "there is no such object. Check its name");
        } catch (IOException e) {
            throw InputFailures.unreadable(path.toString(), e);
        }
        throw InputFailures.unfit(path.toString(), "it is no object, but others begin so. Say %s/*".formatted(path));
    }

    @Override
    public long bytes() throws IOException {
        return attributes().size();
    }

    /** {@inheritDoc} Only of one object: there are stores whose ETags say nothing across objects. */
    @Override
    public String fingerprint() throws IOException {
        return "%d:%s".formatted(bytes(), Sha256.of("%s\n%s".formatted(path, version())));
    }

    @Override
    public String version() throws IOException {
        return String.valueOf(attributes().fileKey());
    }

    @Override
    public String twin() {
        return ExportedParts.twin(path);
    }

    @Override
    public ContentDigest openDigest(Atomic atomic) throws IOException {
        BasicFileAttributes before = attributes();
        return new StreamDigest(path.toString(), Files.newInputStream(path)) {
            @Override
            public synchronized String value() {
                String value = super.value();
                requireUnchanged(before);
                return value;
            }

            @Override
            public synchronized long bytes() {
                return before.size();
            }
        };
    }

    private void requireUnchanged(BasicFileAttributes before) {
        try {
            if (Objects.equals(before.fileKey(), now().fileKey())) {
                return;
            }
        } catch (NoSuchFileException e) {
            // It has changed.
        } catch (IOException e) {
            throw InputFailures.unreadable(path.toString(), e);
        }
        throw DromedaryException.permanent(
                FailureCategory.DATA,
                "%s: the object was replaced or deleted while it was read. Load it again when it is complete"
                        .formatted(path));
    }

    /**
     * {@inheritDoc} Where a file of the same size was loaded with the same settings, it is read once more to find out
     * whether it has the same content.
     */
    @Override
    public Optional<Instant> findLoaded(LoadHistory history, Account account) throws IOException {
        Optional<Instant> same = history.findSame();
        if (same.isPresent() || !history.isPossible(bytes())) {
            return same;
        }
        try (ContentDigest digest = openDigest(Atomic.FILE)) {
            return history.findLoaded(digest.value());
        }
    }

    /** {@inheritDoc} The working directory: nothing is written into the store. */
    @Override
    public Path rejectDirectory() {
        return Path.of("");
    }

    @Override
    public String shortName() {
        return String.valueOf(path.getFileName());
    }
}
