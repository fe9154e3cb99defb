package io.dromedary.load;

import io.dromedary.load.input.InputFailures;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/** Names of files with a pattern in their last part, such as {@code in/*.csv.gz}. */
final class FilePattern {
    private static final Pattern SPECIAL = Pattern.compile("[*?\\[{]");

    private FilePattern() {}

    /**
     * Puts the files that fit in the place of each pattern, sorted by name. A file that has such a name counts as
     * itself. A directory that a table was exported to stands for its files.
     *
     * @throws io.dromedary.failure.DromedaryException {@code CONFIGURATION}, if none fits
     */
    static List<Path> expand(List<Path> files) {
        List<Path> all = new ArrayList<>();
        for (Path file : files) {
            String last = String.valueOf(file.getFileName());
            if (SPECIAL.matcher(last).find() && !Files.exists(file)) {
                all.addAll(matches(file, last));
            } else if (Files.isDirectory(file)) {
                all.addAll(parts(file));
            } else {
                all.add(file);
            }
        }
        return all;
    }

    private static List<Path> parts(Path directory) {
        return ExportedParts.find(directory)
                .map(ExportedParts::files)
                .orElseThrow(() -> InputFailures.unfit(
                        directory.toString(),
                        "is a directory without the manifest of an export. Name the files in it, such as *.csv"));
    }

    private static List<Path> matches(Path pattern, String last) {
        List<Path> found = new ArrayList<>();
        Path parent = pattern.getParent();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent == null ? Path.of(".") : parent, last)) {
            for (Path entry : entries) {
                if (Files.isRegularFile(entry)) {
                    found.add(pattern.resolveSibling(entry.getFileName()));
                }
            }
        } catch (IOException e) {
            throw InputFailures.unreadable(pattern.toString(), e);
        }
        if (found.isEmpty()) {
            throw InputFailures.unfit(pattern.toString(), "no file fits. Check its name");
        }
        Collections.sort(found);
        return found;
    }
}
