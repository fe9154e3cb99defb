package io.dromedary.verify;

import io.dromedary.export.Destinations;
import io.dromedary.export.Manifest;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.settings.S3Settings;
import io.dromedary.staging.Location;
import io.dromedary.verify.Finding.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A directory in which tables are published, or one of these tables. Entries whose names begin with a dot are none.
 *
 * @param path where it is, absolute
 * @param directories the tables
 * @param findings what else lies there
 */
public record PublishedLocation(Path path, List<PublishedDirectory> directories, List<Finding> findings) {

    private static final String NAMES = String.join(" or ", Manifest.FILE_NAMES);

    /**
     * Looks which tables there are.
     *
     * @param location a directory, or {@code s3://bucket/prefix}
     * @param store how a store is reached
     * @throws DromedaryException {@code CONFIGURATION}, if there are none; {@code DESTINATION}, if the store refuses
     */
    public static PublishedLocation find(String location, S3Settings store) {
        Path path = Location.S3.isMeantBy(location) ? pathOnS3(location, store) : path(location);
        if (!Files.isDirectory(path)) {
            throw refused("%s is no directory. Check the path.".formatted(location));
        } else if (PublishedDirectory.isOne(path)) {
            return new PublishedLocation(path, List.of(new PublishedDirectory(path, Optional.empty())), List.of());
        }
        var found = new PublishedLocation(path, new ArrayList<>(), new ArrayList<>());
        found.collect(path);
        if (found.directories.isEmpty()) {
            throw refused("%s has no published table: no directory in it has an %s. Check the path, or export first."
                    .formatted(location, NAMES));
        }
        return found;
    }

    private static Path pathOnS3(String location, S3Settings store) {
        Path path = Location.S3
                .parse(location, store)
                .map(Destinations::files)
                .orElseThrow(() -> refused("%s has to be like s3://bucket/prefix.".formatted(location)));
        try {
            // Only to hear now what a store has to say against us.
            Files.readAttributes(path, BasicFileAttributes.class);
            return path;
        } catch (IOException e) {
            throw e.getCause() instanceof DromedaryException known
                    ? known
                    : refused("%s cannot be read: %s.".formatted(location, e.getMessage()));
        }
    }

    private static Path path(String location) {
        try {
            return Path.of(location).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw refused("%s is no path: %s.".formatted(location, e.getReason()));
        }
    }

    private static DromedaryException refused(String message) {
        return DromedaryException.permanent(FailureCategory.CONFIGURATION, message);
    }

    /** Tables may lie deeper, below directories of partitions. */
    private void collect(Path directory) {
        List<Path> entries;
        try (Stream<Path> all = Files.list(directory)) {
            entries = all.filter(entry -> !String.valueOf(entry.getFileName()).startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            findings.add(new Finding(Kind.UNREADABLE, below(directory), "cannot be read: " + e));
            return;
        }
        for (Path entry : entries) {
            if (!Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                findings.add(new Finding(Kind.UNNAMED, below(entry), "is in no published table"));
            } else if (PublishedDirectory.isOne(entry)) {
                directories.add(new PublishedDirectory(entry, Optional.of(below(entry))));
            } else {
                collectBelow(entry);
            }
        }
    }

    private void collectBelow(Path directory) {
        int tables = directories.size();
        int others = findings.size();
        collect(directory);
        if (directories.size() == tables && findings.size() > others) {
            findings.subList(others, findings.size()).clear();
            findings.add(new Finding(Kind.NO_MANIFEST, below(directory), "is no published table: it has no " + NAMES));
        }
    }

    private String below(Path entry) {
        return path.relativize(entry).toString().replace('\\', '/');
    }
}
