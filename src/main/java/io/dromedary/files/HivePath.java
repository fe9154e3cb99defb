package io.dromedary.files;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Directories of partitions as Hive names them, and Spark, Trino and DuckDB read them: {@code region=EU}. A value that
 * is missing is {@value #NULL}. Characters with a meaning in paths are {@code %XX}.
 */
public final class HivePath {
    /** Stands for a value that is missing. */
    public static final String NULL = "__HIVE_DEFAULT_PARTITION__";

    private static final String ESCAPED = "\"#%'*/:=?\\{[]^\u007F";
    private static final int BYTES_MAX = 255;

    /** Where the locale is C or POSIX, as under cron, Java can only make files with ASCII names. */
    private static final Charset FILE_NAMES =
            Charset.forName(System.getProperty("sun.jnu.encoding", StandardCharsets.US_ASCII.name()));

    private HivePath() {}

    /**
     * The directory of a value.
     *
     * @param table for messages
     * @param value empty: it is missing
     * @throws DromedaryException {@code DATA}, if no directory can be named after it
     */
    public static String of(String table, String column, Optional<String> value) {
        String what = "%s: partition_by %s: ".formatted(table, column);
        if (value.isPresent() && (value.get().isEmpty() || value.get().equals(NULL))) {
            throw refused(what
                    + "a row has \"%s\", which readers take for a missing value. ".formatted(value.get())
                    + "Give such rows a value of their own with an expression, or leave them out.");
        }
        String directory = escaped(column) + "=" + value.map(HivePath::escaped).orElse(NULL);
        if (directory.getBytes(StandardCharsets.UTF_8).length > BYTES_MAX) {
            throw refused(what
                    + "a directory name has at most %d bytes, but that of \"%.40s...\" has more. "
                            .formatted(BYTES_MAX, directory)
                    + "Partition by a part of it with an expression.");
        } else if (!FILE_NAMES.newEncoder().canEncode(directory)) {
            throw refused(what
                    + "this machine's locale has no file names such as \"%s\". Set LC_ALL=C.UTF-8."
                            .formatted(directory));
        }
        return directory;
    }

    private static String escaped(String text) {
        var escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || ESCAPED.indexOf(c) >= 0) {
                escaped.append("%%%02X".formatted((int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static DromedaryException refused(String message) {
        return DromedaryException.permanent(FailureCategory.DATA, message);
    }
}
