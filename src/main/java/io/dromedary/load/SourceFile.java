package io.dromedary.load;

import io.dromedary.dialect.LoadHistory;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Where one file of a request comes from, and what can be known of it there. */
sealed interface SourceFile permits LocalFile, StoreFile, StandardInput {

    /** What a path means. Looks at nothing. */
    static SourceFile of(Path path) {
        if (path.toString().equals(FileOpener.STANDARD_INPUT)) {
            return new StandardInput();
        }
        return path.getFileSystem().equals(FileSystems.getDefault()) ? new LocalFile(path) : new StoreFile(path);
    }

    /**
     * Looks whether it is there.
     *
     * @throws io.dromedary.failure.DromedaryException {@code CONFIGURATION} if it is not, {@code SOURCE} if a store
     *     refuses
     */
    void require();

    /** Its size; 0 where that is not known. */
    long bytes() throws IOException;

    /** What is known of its content before it is read; empty if nothing is. */
    String fingerprint() throws IOException;

    /** What tells it from other contents of the same name and size; never of standard input. */
    String version() throws IOException;

    /**
     * What tells it from others of its export that have the same content, and that are to be loaded all the same; empty
     * if there is none.
     */
    default String twin() {
        return "";
    }

    /** The digest of its content. What is read only once is read through it; see {@link StreamDigest#unclosed}. */
    ContentDigest openDigest(Atomic atomic) throws IOException;

    /**
     * When it was loaded before, as far as that can be known before it is read for the load.
     *
     * @param account of the digest
     */
    Optional<Instant> findLoaded(LoadHistory history, Account account) throws IOException;

    /** Where its rejected records are set aside if nobody says where. */
    Path rejectDirectory();

    /** What files beside it are named after. */
    String shortName();
}
