package io.dromedary.staging;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.staging.StagingArea.Commit;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Adds the files of a run to a published directory in one step: a directory with links to the files of both and a
 * commit document for all of them takes its place. Whoever has listed the directory before still finds every file.
 *
 * <p>For the owner of the {@link PublishLock}. Where that does not keep out others, as on a file system whose locks do
 * not count between machines, nothing of theirs is lost, but for a moment it cannot be seen.
 */
final class Addition {
    /** No table has such a name. */
    private static final String MERGED_PREFIX = ".merged_";

    private static final String TAKEN =
            "%s has a file %s already, so nothing is added to it; " + "choose another batch_id, or overwrite.";
    private static final int ATTEMPTS = 100;

    private final FileOperations files;
    private final StagingDirectory area;
    private final String commitFile;

    Addition(FileOperations files, StagingDirectory area, String commitFile) {
        this.files = files;
        this.area = area;
        this.commitFile = commitFile;
    }

    /**
     * Adds the files of a staged directory.
     *
     * @return what is to go when that is durable
     * @throws java.nio.file.NoSuchFileException if somebody has just moved the published directory away
     */
    List<Path> add(Path staged, Path target, Commit commit) throws IOException {
        List<Path> old = new ArrayList<>();
        Path base = target;
        Object expected = key(target);
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            byte[] document = commit.documentAfter(area.nameOf(target), Files.readAllBytes(base.resolve(commitFile)));
            Path merged = area.root().resolve(MERGED_PREFIX + UUID.randomUUID());
            Files.walkFileTree(staged, new Linking(staged, merged));
            Files.walkFileTree(base, new Linking(base, merged));
            new WaitingDirectory(merged, commitFile, files).complete(document);
            Object ours = key(merged);
            old.addAll(swap(merged, target));
            Path before = old.get(old.size() - 1);
            if (Objects.equals(key(before), expected)) {
                return old;
            }
            // Somebody has published there since the first look: what they have published is the base now.
            base = before;
            expected = ours;
        }
        throw new IOException("somebody else publishes there all the time");
    }

    /** The last of these is what was published before. */
    private List<Path> swap(Path merged, Path target) throws IOException {
        return files.exchange(merged, target)
                ? List.of(merged)
                : new Replacement(files, area.root(), area.location()).replace(merged, target);
    }

    private static Object key(Path directory) throws IOException {
        Object key = Files.readAttributes(directory, BasicFileAttributes.class).fileKey();
        return key == null ? directory : key;
    }

    /** Links all files of a directory into another one, but for the commit document. */
    private final class Linking extends SimpleFileVisitor<Path> {
        private final Path from;
        private final Path into;

        Linking(Path from, Path into) {
            this.from = from;
            this.into = into;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
            Files.createDirectories(into.resolve(from.relativize(directory)));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Path name = from.relativize(file);
            Path link = into.resolve(name);
            if (name.equals(Path.of(commitFile))) {
                return FileVisitResult.CONTINUE;
            } else if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
                files.link(file, link);
            } else if (!String.valueOf(name.getFileName()).startsWith("_")) {
                throw DromedaryException.permanent(FailureCategory.DESTINATION, TAKEN.formatted(from, name));
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
