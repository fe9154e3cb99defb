package io.dromedary.load;

import io.dromedary.dialect.LoadHistory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** The standard input of this process, of which nothing is known before it is read, once. */
record StandardInput() implements SourceFile {
    @Override
    public void require() {}

    @Override
    public long bytes() {
        return 0;
    }

    @Override
    public String fingerprint() {
        return "";
    }

    @Override
    public String version() {
        throw new UnsupportedOperationException("Standard input is read once");
    }

    /** {@inheritDoc} The process keeps its standard input. */
    @Override
    public ContentDigest openDigest(Atomic atomic) {
        return new StreamDigest("standard input", System.in) {
            @Override
            public void close() {
                // Not ours.
            }
        };
    }

    @Override
    public Optional<Instant> findLoaded(LoadHistory history, Account account) {
        return Optional.empty();
    }

    @Override
    public Path rejectDirectory() {
        return Path.of("");
    }

    @Override
    public String shortName() {
        return "stdin";
    }
}
