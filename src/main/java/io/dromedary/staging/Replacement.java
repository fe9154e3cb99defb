package io.dromedary.staging;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Replaces a published directory in two renames, where the file system cannot swap two names in one. Between the two
 * there is a moment without either; a journal lets the next start end it after a crash.
 */
final class Replacement {
    private static final String JOURNAL_SUFFIX = ".replacing";

    private Replacement() {}

    /**
     * Puts a staged directory in the place of a published one.
     *
     * @param job the directory of the job, where the journal and the old directory go
     * @return where the old directory is now
     */
    static Path replace(Path job, Path staged, Path target) throws IOException {
        Path old = job.resolve("old_" + UUID.randomUUID());
        Path journal = job.resolve(old.getFileName() + JOURNAL_SUFFIX);
        write(journal, List.of(staged.toString(), target.toString(), old.toString()));
        Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
        Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
        Files.delete(journal);
        return old;
    }

    /** Ends every replacement that a killed job has begun: forward if the new directory is there, else back. */
    static void recover(Path job) throws IOException {
        List<Path> journals;
        try (Stream<Path> files = Files.list(job)) {
            journals = files.filter(path -> path.toString().endsWith(JOURNAL_SUFFIX))
                    .toList();
        }
        for (Path journal : journals) {
            List<String> paths = Files.readAllLines(journal, StandardCharsets.UTF_8);
            if (paths.size() < 3) {
                continue; // Cut off while it was written: nothing had been renamed.
            }
            Path staged = Path.of(paths.get(0));
            Path target = Path.of(paths.get(1));
            Path old = Path.of(paths.get(2));
            if (Files.exists(old) && !Files.exists(target)) {
                Files.move(Files.exists(staged) ? staged : old, target, StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    private static void write(Path journal, List<String> paths) throws IOException {
        Files.write(journal, paths, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
        try (FileChannel channel = FileChannel.open(journal, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
