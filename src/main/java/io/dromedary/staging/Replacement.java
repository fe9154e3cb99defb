package io.dromedary.staging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Replaces a published directory in two renames, where the file system cannot swap two names in one. Between the two
 * there is a moment without either; a journal lets the next start put the old one back after a crash.
 *
 * <p>The old directory and the journal lie in the job's directory. Their names begin with a dot, as those of tables
 * never do.
 */
final class Replacement {
    private static final String OLD_PREFIX = ".old_";
    private static final String JOURNAL_PREFIX = ".replacing_";
    private static final String END = "end";

    private final FileOperations files;
    private final Path job;
    private final Path location;

    /**
     * Replaces directories, or recovers them.
     *
     * @param job the directory of the job
     * @param location where the directories are published
     */
    Replacement(FileOperations files, Path job, Path location) {
        this.files = files;
        this.job = job;
        this.location = location;
    }

    /**
     * Puts a staged directory in the place of a published one. If that fails, the published one is where it was.
     *
     * @return what is to go when the replacement is durable: the journal and the old directory
     * @throws java.nio.file.NoSuchFileException if somebody else has just moved the published one away
     * @throws java.nio.file.FileAlreadyExistsException if somebody else has just published there
     */
    List<Path> replace(Path staged, Path target) throws IOException {
        String id = UUID.randomUUID().toString();
        Path old = job.resolve(OLD_PREFIX + id);
        Path journal = job.resolve(JOURNAL_PREFIX + id);
        files.write(journal, List.of(location.relativize(target).toString(), END));
        files.sync(job);
        files.rename(target, old);
        try {
            files.rename(staged, target);
            return List.of(journal, old);
        } catch (IOException e) {
            try {
                putBack(old, target);
            } catch (IOException alsoFailed) {
                e.addSuppressed(alsoFailed);
            }
            throw e;
        }
    }

    /** Puts every directory back whose replacement was begun and not ended. */
    void recover() throws IOException {
        List<Path> journals;
        try (Stream<Path> names = Files.list(job)) {
            journals = names.filter(path -> nameOf(path).startsWith(JOURNAL_PREFIX))
                    .toList();
        }
        for (Path journal : journals) {
            List<String> lines = Files.readAllLines(journal, StandardCharsets.UTF_8);
            // Cut off while it was written: nothing had been renamed.
            if (lines.size() == 2 && lines.get(1).equals(END)) {
                String id = nameOf(journal).substring(JOURNAL_PREFIX.length());
                putBack(job.resolve(OLD_PREFIX + id), location.resolve(lines.get(0)));
            }
        }
    }

    private void putBack(Path old, Path target) throws IOException {
        if (exists(old) && !exists(target)) {
            files.rename(old, target);
            files.sync(location);
        }
    }

    private static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static String nameOf(Path path) {
        return String.valueOf(path.getFileName());
    }
}
