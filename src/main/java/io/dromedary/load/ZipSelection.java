package io.dromedary.load;

import io.dromedary.load.input.InputFailures;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Which entries of a zip file are read. */
final class ZipSelection {
    private static final Pattern DATA_FILE =
            Pattern.compile("(?is).*\\.(csv|tsv|txt|json|ndjson|jsonl|xlsx|xlsm|parquet)(\\.(gz|gzip|zst|zstd))?");
    /** What operating systems leave in every directory. */
    private static final Pattern LITTER =
            Pattern.compile("(?s)(.*/)?(__MACOSX/.*|\\.DS_Store|Thumbs\\.db|desktop\\.ini)");

    private static final int SHOWN_MAX = 5;

    private ZipSelection() {}

    /**
     * The entries that fit a glob, or all.
     *
     * @throws io.dromedary.failure.DromedaryException {@code CONFIGURATION}, if one of all is no data file
     */
    static List<String> of(String name, List<String> entries, String glob) {
        List<String> real = entries.stream()
                .filter(entry -> !LITTER.matcher(entry).matches())
                .toList();
        if (glob.isEmpty()) {
            checkDataFiles(name, real);
            return real;
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        List<String> wanted =
                real.stream().filter(entry -> matcher.matches(Path.of(entry))).toList();
        if (wanted.isEmpty()) {
            throw InputFailures.unfit(
                    name, "has no entry that fits entries: %s; it has %s".formatted(glob, shown(real)));
        }
        return wanted;
    }

    private static void checkDataFiles(String name, List<String> entries) {
        List<String> others = entries.stream()
                .filter(entry -> !DATA_FILE.matcher(entry).matches())
                .toList();
        if (!others.isEmpty()) {
            throw InputFailures.unfit(
                    name,
                    ("has entries that are no data files: %s. Say which entries are with entries,"
                                    + " such as entries: \"*.csv\"")
                            .formatted(shown(others)));
        }
    }

    private static String shown(List<String> entries) {
        List<String> shown = new ArrayList<>(entries.subList(0, Math.min(SHOWN_MAX, entries.size())));
        if (entries.size() > SHOWN_MAX) {
            shown.add("%,d more".formatted(entries.size() - SHOWN_MAX));
        }
        return String.join(", ", shown);
    }
}
