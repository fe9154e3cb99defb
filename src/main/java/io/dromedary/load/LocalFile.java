package io.dromedary.load;

import io.dromedary.dialect.LoadHistory;
import io.dromedary.load.input.InputFailures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** A file of this machine. */
record LocalFile(Path path) implements SourceFile {
    @Override
    public void require() {
        if (!Files.isRegularFile(path)) {
            throw InputFailures.unfit(path.toString(), "is no file. Check its name");
        }
    }

    @Override
    public long bytes() throws IOException {
        return Files.size(path);
    }

    @Override
    public String fingerprint() throws IOException {
        return Sha256.fingerprint(path);
    }

    @Override
    public String version() throws IOException {
        return Files.getLastModifiedTime(path).toString();
    }

    @Override
    public String twin() {
        return ExportedParts.twin(path);
    }

    @Override
    public ContentDigest openDigest(Atomic atomic) throws IOException {
        return new FileDigest(path, atomic);
    }

    /** {@inheritDoc} Only looked at whole if its start and end say that it may be the same. */
    @Override
    public Optional<Instant> findLoaded(LoadHistory history, Account account) {
        return history.isPossible() ? history.findLoaded(account.content()) : Optional.empty();
    }

    @Override
    public Path rejectDirectory() {
        return path.resolveSibling("");
    }

    @Override
    public String shortName() {
        return String.valueOf(path.getFileName());
    }
}
