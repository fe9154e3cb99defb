package io.dromedary.load.inbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which files of a directory are whole: those whose size and time have not changed while they were looked at for long
 * enough. Their own time says nothing, since it may be a copied one. Thread-safe.
 */
final class Arrivals {
    /** What copying programs call a file that they have not written to its end. */
    private static final Pattern TEMPORARY =
            Pattern.compile("\\..*|.*~|.*\\.(tmp|temp|part|partial|filepart|crdownload|swp)", Pattern.CASE_INSENSITIVE);

    private final Path directory;
    private final Duration minAge;
    private final Map<Path, Seen> seen = new HashMap<>();

    /** What tells a file from what was in its place before. */
    record Version(long bytes, FileTime modified) {}

    private record Seen(Version version, long sinceNanos) {}

    Arrivals(Path directory, Duration minAge) {
        this.directory = directory;
        this.minAge = minAge;
    }

    /** Looks at the directory: its files but for temporary ones and links, the oldest first, then by name. */
    synchronized List<Path> look() throws IOException {
        Map<Path, Version> found = list();
        seen.keySet().retainAll(found.keySet());
        long now = System.nanoTime();
        found.forEach((file, version) -> {
            Seen before = seen.get(file);
            if (before == null || !before.version().equals(version)) {
                seen.put(file, new Seen(version, now));
            }
        });
        return found.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<Path, Version> entry) ->
                                entry.getValue().modified())
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The files that are whole, in the same order, as they were looked at. */
    synchronized Map<Path, Version> whole() throws IOException {
        Map<Path, Version> whole = new LinkedHashMap<>();
        long now = System.nanoTime();
        for (Path file : look()) {
            Seen one = seen.get(file);
            if (one != null && now - one.sinceNanos() >= minAge.toNanos()) {
                whole.put(file, one.version());
            }
        }
        return whole;
    }

    private Map<Path, Version> list() throws IOException {
        Map<Path, Version> found = new HashMap<>();
        if (Files.isDirectory(directory)) {
            try (Stream<Path> paths = Files.list(directory)) {
                for (Path file : (Iterable<Path>) paths::iterator) {
                    if (!TEMPORARY.matcher(file.getFileName().toString()).matches()) {
                        add(file, found);
                    }
                }
            }
        }
        return found;
    }

    private static void add(Path file, Map<Path, Version> found) throws IOException {
        try {
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                found.put(file, version(file));
            }
        } catch (NoSuchFileException e) {
            // Somebody has taken it meanwhile.
        }
    }

    /** What a file is now. */
    static Version version(Path file) throws IOException {
        var attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return new Version(attributes.size(), attributes.lastModifiedTime());
    }
}
